"""The largest files that are allowed are read in time, and those above a limit say which one."""

import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from accounts.models import User
from serial.chapters.models import Chapter
from serial.manuscripts.formats import word_limit
from serial.manuscripts.formats.word_limit import check_html, check_rtf
from serial.manuscripts.importing.report import missing_counts
from serial.manuscripts.isolated_reading import read_isolated
from serial.manuscripts.limits import (
    MAX_BYTES,
    MAX_CPU_SECONDS,
    MAX_FILES,
    MAX_PICTURES,
    MAX_WORDS,
)
from serial.manuscripts.problems import CannotRead, Problem
from serial.manuscripts.reading import read
from serial.stories.models import Story
from tests.images.pictures import picture
from tests.manuscripts.conftest import Upload
from tests.manuscripts.docx_files import write_document_xml
from tests.manuscripts.odt_files import write_content_xml
from tests.manuscripts.test_epub_and_folders import write_epub
from tests.manuscripts.test_importing import imported

Writer = Callable[[Path, int], Path]

SENTENCE = "It was day one of the long rain and she ran on. "
SENTENCE_WORDS = 12
PARAGRAPH_WORDS = SENTENCE_WORDS * 5
CHAPTER_PARAGRAPHS = 80
CAT = picture("PNG")
# The slowest of them takes 6 s of CPU where these limits were measured; refusing takes 3 s.
MAX_SECONDS_OF_WORDS = 30
MAX_SECONDS_OF_REFUSING = 15


def lines(words: int) -> Iterator[tuple[str, str]]:
    """Yields headings ("h") and paragraphs ("p") with exactly so many words."""
    number = 0
    while words > 0:
        number += 1
        yield "h", f"Chapter {number}"
        words -= 2
        for _paragraph in range(CHAPTER_PARAGRAPHS):
            count = min(words, PARAGRAPH_WORDS)
            if count > 0:
                yield "p", " ".join((SENTENCE * 5).split()[:count])
            words -= count


def joined(words: int, **patterns: str) -> str:
    return "".join(patterns[kind].format(text) for kind, text in lines(words))


def write_docx(folder: Path, words: int) -> Path:
    heading = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    paragraph = '<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    return write_document_xml(folder / "a.docx", joined(words, h=heading, p=paragraph))


def write_odt(folder: Path, words: int) -> Path:
    heading = '<text:h text:outline-level="1">{}</text:h>'
    return write_content_xml(
        folder / "a.odt", joined(words, h=heading, p="<text:p><text:span>{}</text:span></text:p>")
    )


def write_rtf(folder: Path, words: int) -> Path:
    body = joined(words, h="\\pard\\outlinelevel0 {}\\par ", p="\\pard\\plain {{\\fs24 {}}}\\par\n")
    path = folder / "a.rtf"
    path.write_text(f"{{\\rtf1 {body}}}")
    return path


def write_markdown(folder: Path, words: int) -> Path:
    path = folder / "a.md"
    path.write_text(joined(words, h="# {}\n\n", p="{}\n\n"))
    return path


def write_text(folder: Path, words: int) -> Path:
    path = folder / "a.txt"
    path.write_text(joined(words, h="{}\n\n", p="{}\n\n"))
    return path


def write_html(folder: Path, words: int) -> Path:
    path = folder / "a.html"
    path.write_text(f"<html><body>{joined(words, h='<h1>{}</h1>', p='<p>{}</p>')}</body></html>")
    return path


def write_pages(folder: Path, words: int) -> Path:
    html = joined(words, h="\0<h1>{}</h1>", p="<p>{}</p>")
    pages = [f"<html><body>{page}</body></html>" for page in html.split("\0")[1:]]
    named = {f"{number}.xhtml": page for number, page in enumerate(pages)}
    return write_epub(folder / "a.epub", named)


def write_zip(folder: Path, words: int) -> Path:
    texts = joined(words, h="\0# {}\n\n", p="{}\n\n").split("\0")[1:]
    path = folder / "a.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.md", text)
    return path


WRITERS: tuple[Writer, ...] = (
    *(write_docx, write_odt, write_rtf, write_markdown),
    *(write_text, write_html, write_pages, write_zip),
)


def problem_of(path: Path) -> Problem:
    with pytest.raises(CannotRead) as raised:
        read_isolated(path, path.name)
    return raised.value.problem


def used_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.long
@pytest.mark.parametrize("write", WRITERS)
def test_all_words_that_are_allowed_are_read(tmp_path: Path, write: Writer) -> None:
    path = write(tmp_path, MAX_WORDS)
    before = used_seconds()
    document = read_isolated(path, path.name)
    assert document.counts.words == MAX_WORDS
    assert used_seconds() - before < MAX_SECONDS_OF_WORDS


@pytest.mark.long
@pytest.mark.parametrize("write", WRITERS)
def test_more_words_are_too_many(tmp_path: Path, write: Writer) -> None:
    assert problem_of(write(tmp_path, MAX_WORDS + PARAGRAPH_WORDS)) is Problem.TOO_MANY_WORDS


def odt_with_pictures(path: Path, count: int) -> Path:
    frame = '<draw:frame><draw:image xlink:href="Pictures/{}.png"/></draw:frame>'
    body = "".join(f"<text:p>Text.{frame.format(number)}</text:p>" for number in range(count))
    files = {f"Pictures/{number}.png": CAT + str(number).encode() for number in range(count)}
    return write_content_xml(path / "a.odt", body, files=files)


def page_with_pictures(path: Path, count: int) -> Path:
    target = path / "a.zip"
    with ZipFile(target, "w") as archive:
        images = (f'<p>Text.<img src="i/{number}.png"></p>' for number in range(count))
        archive.writestr("a.html", "".join(images))
        for number in range(count):
            archive.writestr(f"i/{number}.png", CAT + str(number).encode())
    return target


def rtf_with_pictures(path: Path, count: int) -> Path:
    target = path / "a.rtf"
    shown = (f"Text.{{\\pict\\pngblip {CAT.hex()}{n:04x}}}\\par\n" for n in range(count))
    target.write_text(f"{{\\rtf1 {''.join(shown)}}}")
    return target


@pytest.mark.extended
@pytest.mark.parametrize("write", [odt_with_pictures, page_with_pictures, rtf_with_pictures])
def test_pictures_up_to_the_limit_are_read(tmp_path: Path, write: Writer) -> None:
    document = read(write(tmp_path, MAX_PICTURES))
    assert document.counts.pictures == len(document.digests) == MAX_PICTURES
    assert problem_of(write(tmp_path, MAX_PICTURES + 1)) is Problem.TOO_MANY_PICTURES


@pytest.mark.long
def test_all_pictures_that_are_allowed_are_stored(
    upload: Upload, story: Story, author: User, tmp_path: Path
) -> None:
    path = odt_with_pictures(tmp_path, MAX_PICTURES)
    act = imported(upload(path.read_bytes(), path.name), author)
    assert missing_counts(act) == {}
    assert Chapter.objects.get().body.count("![](/media/") == MAX_PICTURES


@pytest.mark.long
def test_all_files_that_are_allowed_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        for number in range(MAX_FILES):
            archive.writestr(f"{number}.md", f"# Chapter {number}\n\nIt *was* day one.\n")
    before = used_seconds()
    document = read_isolated(path, path.name)
    assert document.counts.italic == MAX_FILES
    assert used_seconds() - before < MAX_CPU_SECONDS


def test_more_files_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        for number in range(MAX_FILES + 1):
            archive.writestr(f"{number}.txt", "")
    with pytest.raises(CannotRead) as raised:
        read(path)
    assert raised.value.problem is Problem.TOO_MANY_FILES


def test_more_bytes_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(CannotRead) as raised:
        read(path)
    assert raised.value.problem is Problem.TOO_LARGE


def docx_of_a_large_picture(folder: Path, size: int) -> Path:
    path = write_document_xml(folder / "a.docx", "<w:p><w:r><w:t>Text.</w:t></w:r></w:p>")
    with ZipFile(path, "a", ZIP_STORED) as archive:
        archive.writestr("word/media/1.png", bytes(size))
    return path


def rtf_of_a_large_picture(folder: Path, size: int) -> Path:
    path = folder / "a.rtf"
    line = b"89504e47" * 16 + b"\n"
    path.write_bytes(b"{\\rtf1 Text.{\\pict\\pngblip\n" + line * (size // len(line)) + b"}\\par}")
    return path


def repeated(name: str, start: bytes, part: bytes, end: bytes = b"") -> Writer:
    def write(folder: Path, size: int) -> Path:
        path = folder / name
        path.write_bytes(start + part * ((size - len(start + end)) // len(part)) + end)
        return path

    return write


@pytest.mark.long
@pytest.mark.parametrize("write", [docx_of_a_large_picture, rtf_of_a_large_picture])
def test_100_megabytes_of_pictures_are_read(tmp_path: Path, write: Writer) -> None:
    path = write(tmp_path, MAX_BYTES - 10_000)
    assert read_isolated(path, path.name).counts.words == 1


each_text = pytest.mark.parametrize(
    "write",
    [
        repeated("a.txt", b"", b"It was day one.\n\n"),
        repeated("a.md", b"", b"It *was* day one.\n\n"),
        repeated("a.html", b"<html><body>", b"<p>It <i>was</i> one.</p>"),
        repeated("a.rtf", b"{\\rtf1 ", b"{\\i one }\\par ", b"}"),
    ],
    ids=["text", "markdown", "html", "rtf"],
)


@each_text
def test_text_of_too_many_words_is_refused_before_it_is_read(
    tmp_path: Path, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those who read it would count fewer words than MAX_WORDS."""
    monkeypatch.setattr(word_limit, "_MAX_ROUGHLY", MAX_WORDS // 100)
    path = write(tmp_path, MAX_BYTES // 300)
    with pytest.raises(CannotRead) as raised:
        read(path)
    assert raised.value.problem is Problem.TOO_MANY_WORDS


@pytest.mark.long
@each_text
def test_text_of_too_many_words_is_refused_at_once(tmp_path: Path, write: Writer) -> None:
    """100 MB have 7 to 20 times the words that are allowed."""
    path = write(tmp_path, MAX_BYTES - 10_000)
    before = used_seconds()
    assert problem_of(path) is Problem.TOO_MANY_WORDS
    assert used_seconds() - before < MAX_SECONDS_OF_REFUSING


@pytest.mark.parametrize(
    "html",
    [
        f"<style>{'a b ' * MAX_WORDS}</style><p>One.</p>",
        f"<p>One.</p><SCRIPT>{'a b ' * MAX_WORDS}",
        f"<!--{'a b ' * MAX_WORDS}--><p>One.</p>",
        f"<p>One.</p>{'<p class=a id=b></p>' * MAX_WORDS}",
        "<p>One.</p>" + "<!-- <style> " * MAX_WORDS,
    ],
    ids=["style", "script", "comment", "tags", "open"],
)
def test_what_is_no_text_of_a_page_is_not_counted(html: str) -> None:
    started = time.process_time()
    check_html(html)
    assert time.process_time() - started < MAX_SECONDS_OF_REFUSING


@pytest.mark.parametrize("size", [4_000_000, pytest.param(20_000_000, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "data",
    [b"89504e47" * 8 + b"\n", b"89 50 4e ", b"\\'e9\\u233? ", b"\\cf1\\f2 ", b"0" * 50 + b"g"],
    ids=["lines", "bytes", "letters", "looks", "digits"],
)
def test_what_is_no_text_of_rtf_is_not_counted(data: bytes, size: int) -> None:
    started = time.process_time()
    check_rtf(b"{\\rtf1 " + data * (size // len(data)))
    assert time.process_time() - started < MAX_SECONDS_OF_REFUSING * size / 20_000_000
