"""Word's files: everything that a novel has is counted in the file and found in the chapters."""

from pathlib import Path

import pytest

from serial.manuscripts.documents import Remark
from serial.manuscripts.problems import CannotRead, Problem
from serial.manuscripts.reading import read
from tests.manuscripts.docx_files import replace_part, write_document_xml, write_docx
from tests.manuscripts.kept import check_all_kept, keep
from tests.manuscripts.truth import make_novel


def markdown_of(tmp_path: Path, body: str, **parts: str) -> str:
    path = write_document_xml(tmp_path / "a.docx", body, **parts)
    return "\n\n".join(chapter.body for chapter in keep(path).chapters)


def test_all_of_a_novel_is_kept(tmp_path: Path) -> None:
    novel = make_novel()
    check_all_kept(novel, keep(write_docx(novel, tmp_path / "novel.docx")))


def test_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>One </w:t></w:r><w:ins w:id='1'><w:r><w:t>new </w:t></w:r></w:ins>"
        "<w:del w:id='2'><w:r><w:delText>old </w:delText></w:r></w:del>"
        "<w:moveFrom w:id='3'><w:r><w:t>moved </w:t></w:r></w:moveFrom>"
        "<w:moveTo w:id='4'><w:r><w:t>here </w:t></w:r></w:moveTo>"
        "<w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>"
        "<w:t>word.</w:t></w:r></w:p>"
    )
    assert markdown_of(tmp_path, body) == "One new here word."
    remarks = read(tmp_path / "a.docx").remarks
    assert remarks == {Remark.INSERTIONS: 2, Remark.DELETIONS: 2}


def test_styles_toggle_italics(tmp_path: Path) -> None:
    """Emphasis in an italic paragraph is upright, and the run's own formatting is final."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Letter"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="character" w:styleId="Emphasis"><w:rPr><w:i/></w:rPr></w:style>'
    )
    emphasis = '<w:rPr><w:rStyle w:val="Emphasis"/></w:rPr>'
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Letter"/></w:pPr><w:r><w:t xml:space="preserve">Dear </w:t>'
        f"</w:r><w:r>{emphasis}<w:t>you</w:t></w:r><w:r><w:rPr><w:i w:val='0'/></w:rPr>"
        f"<w:t>, plain.</w:t></w:r></w:p><w:p><w:r>{emphasis}<w:t>So.</w:t></w:r></w:p>"
    )
    assert markdown_of(tmp_path, body, styles=styles) == "*Dear* you, plain.\n\n*So.*"


def test_page_breaks_begin_pages(tmp_path: Path) -> None:
    text = "Word " * 400
    page = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    broken = f'<w:p><w:r><w:t>{text}</w:t><w:br w:type="page"/><w:t>{text}</w:t></w:r></w:p>'
    before = f"<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    section = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    kept = keep(write_document_xml(tmp_path / "a.docx", broken + before + section + page))
    assert (kept.plan.method, len(kept.chapters)) == ("pages", 4)


def test_lists_links_tables_and_line_breaks(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    )

    def item(text: str, level: int) -> str:
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>'
        return f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK '
        '"https://example.org/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
        '</w:r><w:r><w:t>there</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:t>, and</w:t><w:br/><w:t>here</w:t></w:r></w:p>"
    )
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell.format('a')}{cell.format('b')}</w:tr>"
    body = item("One", 0) + item("in it", 1) + item("Two", 0) + field + f"<w:tbl>{row}</w:tbl>"
    text = markdown_of(tmp_path, body, numbering=numbering)
    lists, paragraph, table = text.split("\n\n")
    assert lists == "1. One\n   * in it\n2. Two"
    assert paragraph.startswith("[there](https://example.org/), and") and "\nhere" in paragraph
    assert table.endswith("| a | b |")
    counts = read(tmp_path / "a.docx").counts
    assert (counts.links, counts.tables, counts.words) == (1, 1, 9)


def test_text_boxes_become_paragraphs_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>Text.</w:t><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    assert markdown_of(tmp_path, body) == "Text.\n\nIn the box."
    assert read(tmp_path / "a.docx").remarks == {Remark.TEXT_BOXES: 1}


def test_text_of_boxes_and_tables_in_cells_is_read_once(tmp_path: Path) -> None:
    def paragraph(text: str, more: str = "") -> str:
        return f"<w:p><w:r><w:t>{text}</w:t>{more}</w:r></w:p>"

    box = f"<w:pict><w:txbxContent>{paragraph('box')}</w:txbxContent></w:pict>"
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('inner')}</w:tc></w:tr></w:tbl>"
    cell = f"<w:tc>{paragraph('outer', box)}{inner}</w:tc>"
    path = write_document_xml(tmp_path / "a.docx", f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert read(path).counts.words == 3


def test_comments_are_listed_and_not_in_the_text(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>Text.</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    comment = '<w:comment w:author="Lina"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>'
    assert markdown_of(tmp_path, body, comments=comment) == "Text."
    document = read(tmp_path / "a.docx")
    assert document.remarks == {Remark.COMMENTS: 1}
    assert [(each.author, each.text) for each in document.comments] == [("Lina", "Why?")]


@pytest.mark.parametrize(
    "body, problem",
    [
        (b"PK\x03\x04 and no more", Problem.DAMAGED),
        (b"%PDF-1.7", Problem.PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Problem.OLD_WORD),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Problem.ENCRYPTED,
        ),
        (b"", Problem.EMPTY),
        (b" \n ", Problem.EMPTY),
    ],
)
def test_what_is_no_docx_is_refused(tmp_path: Path, body: bytes, problem: Problem) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(body)
    with pytest.raises(CannotRead) as raised:
        read(path)
    assert raised.value.problem is problem


def test_entities_are_refused(tmp_path: Path) -> None:
    path = write_document_xml(tmp_path / "a.docx", "")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    replace_part(path, "word/document.xml", bomb)
    with pytest.raises(CannotRead) as raised:
        read(path)
    assert raised.value.problem is Problem.DECLARES_ENTITIES
