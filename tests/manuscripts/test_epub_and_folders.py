"""EPUB, and zips of several files."""

from pathlib import Path
from zipfile import ZipFile

import pypandoc
import pytest

from serial.manuscripts.documents import Remark
from serial.manuscripts.problems import CannotRead, Problem
from serial.manuscripts.reading import read
from tests.manuscripts.docx_files import write_docx
from tests.manuscripts.kept import keep
from tests.manuscripts.test_html_and_markdown import write_html
from tests.manuscripts.truth import make_novel

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="O/p.opf"/></rootfiles></container>'
)


def write_epub(path: Path, pages: dict[str, str], items: str = "", **others: str) -> Path:
    """items: others of the manifest, for files among the others."""
    items += "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    with ZipFile(path, "w") as archive:
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr(
            "O/p.opf",
            '<package xmlns:dc="urn:dc"><metadata><dc:title>The Mill</dc:title></metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for name, content in {**pages, **others}.items():
            archive.writestr(f"O/{name}", content)
    return path


@pytest.mark.extended
def test_epub_of_pandoc_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    source = "# Chapter 1: Salt\n\nIt *was* **late**.[^1]\n\n* * *\n\nEnd.\n\n[^1]: Note.\n\n"
    source += "# Chapter 2: Sand\n\nMore *of* it.\n"
    pypandoc.convert_text(source, "epub", format="markdown", outputfile=str(path))
    kept = keep(path)
    assert [chapter.title for chapter in kept.plan.chapters] == ["Salt", "Sand"]
    assert kept.counts.italic == 2 and kept.counts.bold == 1 and kept.counts.breaks == 1
    assert kept.counts.notes == 1 and "[^1]: Note." in kept.chapters[0].body


def test_classes_of_a_linked_style_sheet_are_read(tmp_path: Path) -> None:
    """As LibreOffice writes EPUB."""
    head = '<html><head><link rel="stylesheet" href="s.css"/></head>'
    page = f'{head}<body><h1>{{}}</h1><p>It <span class="a">was</span> late.</p></body></html>'
    pages = {"1.xhtml": page.format("Chapter 1"), "2.xhtml": page.format("Chapter 2")}
    path = write_epub(tmp_path / "a.epub", pages, **{"s.css": ".a{font-style:italic}"})
    kept = keep(path)
    assert kept.document.title == "The Mill"
    assert [chapter.body for chapter in kept.chapters] == ["It *was* late."] * 2


@pytest.mark.parametrize(
    "reference",
    [
        '<sup id="r1"><a epub:type="noteref" href="#n1">1</a></sup>',
        '<a id="r1" epub:type="noteref" href="#n1"><sup>1</sup></a>',
        '<span id="s1"><a id="r1" epub:type="noteref" href="#n1">1</a></span>',
    ],
)
def test_numbers_that_link_back_from_notes_are_no_words(tmp_path: Path, reference: str) -> None:
    """LibreOffice writes the first kind."""
    note = '<aside epub:type="footnote" id="n1"><p><sup><a href="#r1">1</a></sup>Or so.</p></aside>'
    page = f"<html><body><p>It was late.{reference}</p>{note}<br/></body></html>"
    kept = keep(write_epub(tmp_path / "a.epub", {"1.xhtml": page}))
    assert kept.chapters[0].body == "It was late.[^1]\n\n[^1]: Or so."
    assert (kept.document.counts.words, kept.document.counts.notes) == (5, 1)


NAVIGATION = (
    '<item id="nav" href="t/n.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
    '<html xmlns:epub="urn:epub"><head><title/></head><body>'
    '<nav><a href="../1.xhtml">It</a></nav><nav epub:type="toc"><ol>'
    '<li><a href="../1.xhtml#a">Part  Salt</a><ol><li><a href="../1.xhtml">The mill</a></li><li>'
    '<a href="../2.xhtml">Rain</a></li></ol></li><li><a href="../3.xhtml">Two</a></li></ol></nav>'
    "</body></html>",
)
NCX = (
    '<item id="ncx" href="t/n.xhtml" media-type="application/x-dtbncx+xml"/>',
    '<ncx xmlns="urn:ncx"><navMap><navPoint><navLabel><text>Part Salt</text></navLabel>'
    '<content src="../1.xhtml"/><navPoint><navLabel><text>The mill</text></navLabel>'
    '<content src="../1.xhtml#b"/></navPoint><navPoint><navLabel><text>Rain</text></navLabel>'
    '<content src="../2.xhtml"/></navPoint></navPoint></navMap></ncx>',
)


def pages_without_headings() -> dict[str, str]:
    text = f"<p>{'It was late. ' * 50}</p>"
    return {
        "0.xhtml": "<html><body><p>For Wren.</p></body></html>",
        "1.xhtml": f"<html><body><p><b>Part Salt</b></p><p>The Mill</p>{text}</body></html>",
        "2.xhtml": f"<html><body><p>Rain</p>{text}<p>Rain</p></body></html>",
    }


@pytest.mark.parametrize("contents", [NAVIGATION, NCX], ids=["navigation", "ncx"])
def test_titles_that_only_the_table_of_contents_tells_from_paragraphs(
    tmp_path: Path, contents: tuple[str, str]
) -> None:
    """LibreOffice writes headings as paragraphs."""
    item, source = contents
    pages = pages_without_headings()
    kept = keep(write_epub(tmp_path / "a.epub", pages, item, **{"t/n.xhtml": source}))
    chapters = kept.plan.chapters[1:]
    assert [(each.part, each.title) for each in chapters] == [
        ("Part Salt", "The Mill"),
        ("", "Rain"),
    ]
    assert [block.level for block in kept.document.blocks] == [0, 1, 2, 0, 2, 0, 0]


@pytest.mark.parametrize(
    ("old", "new"),
    [("<p>Rain</p>", ""), ("<p>For Wren.", "<h2>For Wren.</h2><p>Or so.")],
    ids=["a page that it does not have", "headings"],
)
def test_tables_of_contents_that_do_not_fit_are_not_used(
    tmp_path: Path, old: str, new: str
) -> None:
    pages = {name: page.replace(old, new) for name, page in pages_without_headings().items()}
    path = write_epub(tmp_path / "a.epub", pages, NCX[0], **{"t/n.xhtml": NCX[1]})
    texts = [block.text for block in read(path).blocks if block.level]
    assert "Rain" not in texts and "Part Salt" not in texts


@pytest.mark.parametrize(
    "source",
    ["<ncx><navMap><navPoint>", "", '<!DOCTYPE n [<!ENTITY a "b">]><ncx>&a;</ncx>', "<ncx/>"],
)
def test_damaged_tables_of_contents_are_left_out(tmp_path: Path, source: str) -> None:
    pages = pages_without_headings()
    path = write_epub(tmp_path / "a.epub", pages, NCX[0], **{"t/n.xhtml": source})
    assert not any(block.level for block in read(path).blocks)


PREFACE = (
    '<div id="preface"><h2 class="toc-heading">Preface</h2><p class="message">Posted on AO3.</p>'
    '<div class="meta"><dl class="tags"><dt>Rating:</dt><dd><a>Mature</a></dd>'
    "<dt>Fandom:</dt><dd><a>The Mill</a></dd><dt>Relationships:</dt><dd><a>A/B</a>, "
    "<a>C &amp; D</a></dd><dt>Additional Tags:</dt><dd><a>Rain</a></dd></dl><h1>Work</h1>"
    '<div class="byline">by <a rel="author">Wren</a></div>'
    '<p>Summary</p><blockquote class="userstuff"><p>A <em>mill</em>.</p></blockquote>'
    '<p>Notes</p><blockquote class="userstuff"><p>Thanks, all.</p></blockquote></div></div>'
)
AFTERWORD = (
    '<div id="afterword"><h2 class="toc-heading">Afterword</h2><div id="endnotes"><p>End Notes</p>'
    '<blockquote class="userstuff"><p>The end, really.</p></blockquote></div>'
    '<p class="message">Please drop by.</p></div>'
)


def test_ao3_preface_notes_and_afterword(tmp_path: Path) -> None:
    chapter = (
        '<div class="meta group"><h2 class="heading">Chapter {n}: Salt {n}</h2>'
        '<p>Chapter Notes</p><blockquote class="userstuff"><p>Hello {n}.</p></blockquote>'
        '<p>See the end of the chapter for <a href="#endnotes{n}">notes</a></p></div>'
        '<div class="userstuff"><p>It <em>was</em> day {n}.</p></div>'
        '<div id="endnotes{n}" class="meta"><p>Chapter End Notes</p>'
        '<blockquote class="userstuff"><p>Bye {n}.</p></blockquote></div>'
    )
    path = tmp_path / "a.html"
    chapters = "".join(chapter.format(n=n) for n in (1, 2))
    path.write_text(f"<body>{PREFACE}<div id='chapters'>{chapters}</div>{AFTERWORD}</body>")
    kept = keep(path)
    assert [each.title for each in kept.plan.chapters] == ["Salt 1", "Salt 2"]
    first, second = kept.chapters
    assert first.note_before == "Thanks, all.\n\nHello 1." and first.body == "It *was* day 1."
    assert (first.note_after, second.note_after) == ("Bye 1.", "Bye 2.\n\nThe end, really.")
    assert second.note_before == "Hello 2."
    document = kept.document
    assert (document.title, document.summary) == ("Work", "<p>A <em>mill</em>.</p>")
    assert document.tags == [
        ("fandom", "The Mill"),
        *(("relationship", "A/B"), ("relationship", "C & D")),
        ("freeform", "Rain"),
    ]
    assert not any("drop by" in each.body + each.note_after for each in kept.chapters)


def test_files_of_a_zip_in_natural_order_with_notes_and_styles(tmp_path: Path) -> None:
    novel = make_novel(1, 6, blank_breaks=False)
    write_docx(novel, tmp_path / "one.docx")
    write_html(novel, tmp_path / "two.html", with_classes=True)
    path = tmp_path / "all.zip"
    with ZipFile(path, "w") as archive:
        archive.write(tmp_path / "one.docx", "novel/10 - one.docx")
        archive.write(tmp_path / "two.html", "novel/2 - two.html")
        archive.writestr("novel/3 - Sand.txt", "Sand.\n\nMore of it.")
        archive.writestr("__MACOSX/novel/._x.txt", "no")
        archive.writestr("novel/4.docx", b"PK\x03\x04 half")
    kept = keep(path)
    assert kept.plan.method == "files"
    assert [each.title for each in kept.plan.chapters] == ["The 1. storm", "Sand", "The 1. storm"]
    assert kept.document.names[Remark.UNREADABLE_FILES] == ["4.docx"]
    html, _text, docx = kept.chapters
    assert html.counts == docx.counts and docx.counts.notes == 1
    assert docx.counts.italic == novel.counts.italic


def test_google_docs_zip_has_its_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("A.html", '<p>Text.</p><p><img src="images/image1.png"></p>')
        archive.writestr("images/image1.png", b"png")
    assert read(path).pictures == {"picture:1": "images/image1.png"}


@pytest.mark.parametrize(
    "names, problem",
    [
        (["a.zip"], Problem.UNKNOWN_FORMAT),
        (["a.exe"], Problem.UNKNOWN_FORMAT),
        (["META-INF/container.xml"], Problem.DAMAGED),
    ],
)
def test_other_zips_are_refused(tmp_path: Path, names: list[str], problem: Problem) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    with pytest.raises(CannotRead) as raised:
        read(path)
    assert raised.value.problem is problem


def test_names_that_lead_out_of_the_archive_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("../../outside.txt", "Text of it.")
        archive.writestr("/etc/other.txt", "More text.")
    assert len(keep(path).chapters) == 2
    assert not (tmp_path.parent / "outside.txt").exists()
