"""Title, comments and keywords of word processors' files; their headers and footers."""

from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from serial.manuscripts.documents import Document, Remark
from serial.manuscripts.planning.story_data import story_data_of
from serial.manuscripts.reading import read
from tests.manuscripts.odt_files import write_content_xml
from tests.manuscripts.test_new_story import write_whole_epub

_META = (
    '<office:document-meta xmlns:office="urn:office" xmlns:meta="urn:meta" xmlns:dc="urn:dc">'
    "<office:meta><dc:title>The Mill &amp; I</dc:title><dc:description>A &lt;mill&gt; stands.\n"
    "By the sea.\n\nIt rains.</dc:description><meta:keyword>rain</meta:keyword>"
    "<meta:keyword>mills</meta:keyword></office:meta></office:document-meta>"
)


def write_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("It was late.")
    properties = document.core_properties
    properties.title, properties.keywords = "The Mill & I", "rain; mills, rain,"
    properties.comments = "A <mill> stands.\nBy the sea.\n\nIt rains."
    section = document.sections[0]
    section.header.paragraphs[0].text = "Wren: The Mill"
    section.footer.paragraphs[0].text = " "
    document.save(str(path))
    return path


def write_odt(path: Path) -> Path:
    header = (
        "<office:master-styles><style:master-page><style:header><text:p>Wren: The Mill</text:p>"
        "</style:header></style:master-page></office:master-styles>"
    )
    files = {"meta.xml": _META}
    return write_content_xml(path, "<text:p>It was late.</text:p>", "", header, files)


def write_rtf(path: Path) -> Path:
    path.write_text(
        "{\\rtf1\\ansi{\\info{\\title The Mill & I}{\\subject Mills}{\\author Wren}{\\keywords "
        "rain; mills}{\\doccomm A <mill> stands.\\'0aBy the sea.\\'0a\\'0aIt rains.}}"
        "{\\header \\pard Wren: The Mill\\par}\\pard It was late.\\par}"
    )
    return path


WRITERS = {"docx": write_docx, "odt": write_odt, "rtf": write_rtf}


def check(document: Document) -> None:
    data = story_data_of(document, "a.docx", is_new=True)
    assert data.title == "The Mill & I"
    assert data.summary == "A <mill> stands.\nBy the sea.\n\nIt rains."
    assert data.tags == {"freeform": ["rain", "mills"]}


@pytest.mark.parametrize("suffix", WRITERS)
def test_properties_are_taken_and_headers_are_said(tmp_path: Path, suffix: str) -> None:
    document = read(WRITERS[suffix](tmp_path / f"a.{suffix}"))
    check(document)
    assert document.remarks == {Remark.HEADERS: 1}
    assert [block.text for block in document.blocks] == ["It was late."]


def test_properties_that_programs_wrote_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("It was late.")
    path = tmp_path / "mill.docx"
    document.save(str(path))
    data = story_data_of(read(path), path.name, is_new=True)
    assert (data.title, data.summary, data.tags) == ("mill", "", {})


def test_first_file_of_a_zip_says_what_the_story_is(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with ZipFile(path, "w") as archive:
        archive.write(write_docx(tmp_path / "a.docx"), "1.docx")
        archive.write(write_whole_epub(tmp_path / "a.epub", b"cover"), "2.epub")
        archive.write(write_rtf(tmp_path / "a.rtf"), "3.rtf")
    document = read(path)
    assert document.title == "The Mill & I" and document.summary.startswith("<p>A &lt;mill&gt;")
    tags = ["rain", "mills", "Rain", "Mills"]
    assert document.tags == [("freeform", name) for name in tags]
    assert document.cover == "2.epub\nO/c.png"
