"""PDFs that Typst sets: of everything that authors can write, as data, with limits."""

import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from serial.chapters.models import Chapter
from serial.editions import formats, store
from serial.editions.checks import check_typst
from serial.editions.typst_pdf import writer
from serial.editions.typst_pdf.available import is_available
from serial.editions.typst_pdf.nodes import MAX_DEPTH, Node, NodeReader
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, MakeStory
from tests.editions.reading import download
from tests.editions.test_pictures import store as store_picture
from tests.editions.texts import EVERYTHING, HOSTILE_LINES
from tests.missing_programs import skip_without

PDF, LETTER = "/downloads/the-lamp.pdf", "/downloads/the-lamp.letter.pdf"


@pytest.fixture(autouse=True)
def fonts(settings: Settings) -> None:
    settings.COVER_FONTS = ["/usr/share/fonts"]


@pytest.fixture
def typst() -> None:
    """Skips the test without Typst, or fails it if REQUIRE contains "pdf"."""
    if not is_available():
        skip_without("pdf", "Typst")


def read(html: str) -> list[Node]:
    return NodeReader(lambda url, alt: url).read(html)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", _unpacked(pdf)))


def _unpacked(pdf: bytes) -> bytes:
    """Returns the PDF with its compressed streams unpacked after it."""
    return pdf + b"".join(_streams(pdf))


def _streams(pdf: bytes) -> Iterator[bytes]:
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(stream)
        except zlib.error:
            continue


@pytest.mark.usefixtures("typst")
def test_pdf_is_set_on_the_chosen_paper(reader_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter("Words.\n\n" * 50, title="One", note_before="Before.")
    first = download(reader_client, PDF)
    assert first.startswith(b"%PDF-") and pages(first) >= 4
    assert re.search(rb"/MediaBox\s*\[0 0 419\.5", _unpacked(first))
    assert re.search(rb"/MediaBox\s*\[0 0 612", _unpacked(download(reader_client, LETTER)))
    # Both are kept, and the same text gives the same bytes.
    assert download(reader_client, PDF) == first
    response = reader_client.get(LETTER)
    assert 'filename="the-lamp.letter.pdf"' in response.headers["Content-Disposition"]
    assert response.headers["Content-Type"] == "application/pdf"


@pytest.mark.usefixtures("typst")
def test_same_text_gives_the_same_bytes(
    reader_client: Client, editions: Path, make_chapter: MakeChapter
) -> None:
    make_chapter("Words.", title="One")
    first = download(reader_client, PDF)
    for path in editions.glob("[0-9]*/*"):
        path.unlink()
    assert download(reader_client, PDF) == first


@pytest.mark.extended
@pytest.mark.usefixtures("typst")
@pytest.mark.parametrize("language", ["en", "ar", "ja", "zh-hant", "pt-br"])
def test_everything_that_authors_can_write_is_set(
    reader_client: Client, make_story: MakeStory, make_chapter: MakeChapter, language: str
) -> None:
    story = make_story("The Lamp & <b>", summary=EVERYTHING, language=language)
    text = EVERYTHING.replace("a.png", store_picture("a.png"))
    make_chapter(text, story=story, note_before=text, note_after=text)
    for line in HOSTILE_LINES:
        make_chapter("\n\n".join(HOSTILE_LINES), story=story, title=line, content_note=line)
    part = Part.objects.create(story=story, title=HOSTILE_LINES[0])
    Chapter.objects.filter(story=story, position__gt=2).update(part=part)
    line = HOSTILE_LINES[-1]
    Story.objects.filter(pk=story.pk).update(title=line, copyright_line=line, content_notes=line)
    assert download(reader_client, f"/downloads/{story.slug}.pdf").startswith(b"%PDF-")


@pytest.mark.usefixtures("typst")
def test_deep_markup_is_flattened(reader_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter("> " * 200 + "deep\n\n" + "".join(f"{'  ' * n}- item\n" for n in range(60)))
    assert download(reader_client, PDF).startswith(b"%PDF-")


@pytest.mark.usefixtures("typst")
def test_limits_end_the_typesetter_and_leave_nothing(
    reader_client: Client,
    editions: Path,
    make_chapter: MakeChapter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_chapter("Words.")
    reader_client.raise_request_exception = False
    for name, value in (("WALL_SECONDS", 0.01), ("MEMORY_BYTES", 50_000_000)):
        with monkeypatch.context() as patch:
            patch.setattr(writer, name, value)
            response = reader_client.get(PDF)
        assert response.status_code == 500 and "another format" in response.content.decode()
        assert list(editions.glob("[0-9]*/*")) == []
        assert [path for path in (editions / "locks").iterdir() if path.is_dir()] == []
    assert download(reader_client, PDF)


@pytest.mark.usefixtures("typst")
def test_one_pdf_at_a_time(
    reader_client: Client, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_chapter("Words.")
    monkeypatch.setattr(store, "MAX_WAIT_SECONDS", 0.1)
    with store.one_at_a_time("pdf"):
        assert reader_client.get(PDF).status_code == 503
        assert download(reader_client, "/downloads/the-lamp.epub")


@pytest.mark.usefixtures("typst")
def test_story_that_is_too_long_is_offered_in_parts(
    reader_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("Words.")
    short = make_chapter("Words.")
    for rows in (Story.objects.all(), Chapter.objects.filter(pk=chapter.pk)):
        rows.update(words=writer.MAX_WORDS + 1)
    assert f'href="{PDF}"' not in reader_client.get("/stories/the-lamp/").content.decode()
    page = reader_client.get("/downloads/the-lamp/").content.decode()
    assert f'href="{PDF}"' not in page and f'formaction="{PDF}"' in page and "too long" in page
    response = reader_client.get(PDF)
    assert response.status_code == 400 and "250,000 words" in response.content.decode()
    assert download(reader_client, f"{PDF}?first={short.pk}&last={short.pk}")


def test_without_typst_the_format_is_not_offered_and_the_operator_is_told(
    reader_client: Client, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_chapter("Words.")
    monkeypatch.setattr(formats, "is_available", lambda: False)
    monkeypatch.setitem(sys.modules, "typst", None)
    assert reader_client.get(PDF).status_code == 404
    assert PDF not in reader_client.get("/stories/the-lamp/").content.decode()
    (warning,) = check_typst()
    assert warning.id == "editions.W001" and "requirements-pdf.txt" in (warning.hint or "")
    call_command("check")


def test_text_is_data_and_not_markup() -> None:
    line = HOSTILE_LINES[-1]
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read(f"<p>{escaped}</p>") == [["par", [line], {}]]


def test_markup_becomes_nodes() -> None:
    html = (
        '<p>A <em>b</em><br />c<sup class="footnote-ref"><a href="#x-fn-1" id="y">[1]</a></sup>'
        '</p>\n<div class="center"><p>d</p></div>\n<hr class="scene-break" />'
        '<table><tr><th colspan="2">x</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>'
        '<section class="footnotes"><ol><li id="x-fn-1"><p>Note. <a href="#y" '
        'class="footnote-back">↩︎</a></p></li></ol></section>'
    )
    footnote = ["footnote", ["Note. "]]
    assert read(html) == [
        ["par", ["A ", ["emph", ["b"], {}], ["br", []], "c", footnote], {}],
        ["center", [["par", ["d"], {}]], {}],
        ["break", []],
        [
            "table",
            [["strong", ["x"]], "", "", *(["item", [number]] for number in "123")],
            {"columns": 3},
        ],
        ["group", [], {}],
    ]


def test_depth_is_bounded() -> None:
    def depth(nodes: list[Node]) -> int:
        inner = [depth(node[1]) for node in nodes if not isinstance(node, str)]
        return 1 + max(inner, default=0)

    nodes = read("<blockquote>" * 300 + "<p>x</p>" + "</blockquote>" * 300)
    assert depth(nodes) <= MAX_DEPTH + 2 and "x" in str(nodes)
