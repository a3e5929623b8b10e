"""OpenDocument text: everything that a novel has is counted and found in the chapters."""

from pathlib import Path

import pypandoc
import pytest

from serial.manuscripts.documents import Remark
from serial.manuscripts.problems import CannotRead, Problem
from serial.manuscripts.reading import read
from tests.manuscripts.kept import check_all_kept, keep
from tests.manuscripts.odt_files import write_content_xml, write_odt
from tests.manuscripts.truth import make_novel

TEXT = "Word " * 400


def markdown_of(tmp_path: Path, body: str, automatic: str = "", styles: str = "") -> str:
    path = write_content_xml(tmp_path / "a.odt", body, automatic, styles)
    return "\n\n".join(chapter.body for chapter in keep(path).chapters)


def paragraph_style(name: str, properties: str, more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph" {more}>'
        f"<style:paragraph-properties {properties}/></style:style>"
    )


def text_style(name: str, properties: str, more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="text" {more}>'
        f"<style:text-properties {properties}/></style:style>"
    )


def test_all_of_a_novel_is_kept(tmp_path: Path) -> None:
    novel = make_novel()
    check_all_kept(novel, keep(write_odt(novel, tmp_path / "novel.odt")))


@pytest.mark.extended
def test_odt_of_pandoc_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    source = (
        "# Chapter 1: Salt\n\nIt *was* **late**, [so]{.underline} ~~not~~.[^1]\n\n* * *\n\n"
        "1. One\n2. Two\n\n[There](https://example.org/).\n\n[^1]: Note.\n\n"
        "# Chapter 2: Sand\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    pypandoc.convert_text(source, "odt", format="markdown", outputfile=str(path))
    kept = keep(path)
    counts = kept.document.counts
    assert [chapter.title for chapter in kept.plan.chapters] == ["Salt", "Sand"]
    # The cells of the head of a table are bold.
    assert (counts.italic, counts.bold, counts.underline, counts.strike) == (1, 3, 1, 1)
    assert (counts.breaks, counts.notes, counts.links, counts.tables) == (1, 1, 1, 1)
    counts.words -= 6
    assert kept.counts == counts
    assert "1. One\n2. Two" in kept.chapters[0].body


def test_styles_are_resolved_with_those_they_are_based_on(tmp_path: Path) -> None:
    styles = "<office:styles>" + (
        text_style("Emphasis", 'fo:font-style="italic"')
        + text_style("Base", 'fo:font-weight="bold"')
        + text_style("Loud", 'style:text-underline-style="none"', 'style:parent-style-name="Base"')
        + paragraph_style("Poem", 'fo:text-align="center"')
        + paragraph_style("Heading_20_1", "", 'style:default-outline-level="1"')
        + "</office:styles>"
    )
    automatic = (
        text_style("T1", 'fo:font-style="normal"')
        + text_style("T2", 'style:text-position="super 58%"')
        + paragraph_style("P1", 'fo:margin-left="0cm"', 'style:parent-style-name="Poem"')
    )
    span = '<text:span text:style-name="{}">{}</text:span>'
    body = (
        '<text:p text:style-name="Heading_20_1">A title</text:p><text:p text:style-name="P1">'
        + span.format("Emphasis", "It " + span.format("T1", "was") + " late")
        + " and "
        + span.format("Loud", "loud")
        + " on the 4"
        + span.format("T2", "th")
        + ".</text:p>"
    )
    path = write_content_xml(tmp_path / "a.odt", body, automatic, styles)
    document = read(path)
    title, poem = document.blocks
    assert (title.level, poem.align) == (1, "center")
    assert (document.counts.italic, document.counts.bold, document.counts.centred) == (2, 1, 1)
    (chapter,) = keep(path).chapters
    assert "*It* was *late* and **loud** on the 4" in chapter.body


def test_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    region = (
        '<text:changed-region text:id="c{}"><text:{}><office:change-info><dc:creator>Lina'
        "</dc:creator></office:change-info>{}</text:{}></text:changed-region>"
    )
    changes = "".join(
        region.format(number, kind, text, kind)
        for number, (kind, text) in enumerate(
            [("insertion", ""), ("deletion", "<text:p>gone</text:p>"), ("format-change", "")]
        )
    )
    body = (
        f"<text:tracked-changes>{changes}</text:tracked-changes>"
        '<text:p>One <text:change-start text:change-id="c0"/>new<text:change-end '
        'text:change-id="c0"/><text:change text:change-id="c1"/> word.</text:p>'
    )
    assert markdown_of(tmp_path, body) == "One new word."
    assert read(tmp_path / "a.odt").remarks == {Remark.INSERTIONS: 1, Remark.DELETIONS: 1}


def test_page_breaks_begin_pages(tmp_path: Path) -> None:
    automatic = (
        paragraph_style("P1", 'fo:break-before="page"')
        + paragraph_style("P2", 'fo:break-after="page"')
        + paragraph_style("P3", "", 'style:master-page-name="First_20_Page"')
    )
    styled = "".join(f'<text:p text:style-name="P{n}">{TEXT}</text:p>' for n in (1, 2, 0, 3))
    body = f"<text:p>{TEXT}<text:soft-page-break/>{TEXT}</text:p>{styled}"
    kept = keep(write_content_xml(tmp_path / "a.odt", body, automatic))
    assert (kept.plan.method, len(kept.chapters)) == ("pages", 4)


def test_white_space_lists_links_tables_and_line_breaks(tmp_path: Path) -> None:
    automatic = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
        'style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>'
        + text_style("Link", 'style:text-underline-style="solid"')
    )
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    lists = item.format("One", f"<text:list>{item.format('in it', '')}</text:list>")
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = (
        f'<text:list text:style-name="L1">{lists}{item.format("Two", "")}</text:list>'
        '<text:p>\n   <text:a xlink:href="https://example.org/"><text:span text:style-name="Link">'
        "there</text:span></text:a>,\n   and<text:line-break/>here<text:s text:c='2'/>too\n"
        "</text:p>"
        f"<table:table><table:table-row>{cell.format('a')}{cell.format('b')}</table:table-row>"
        "</table:table>"
    )
    text = markdown_of(tmp_path, body, automatic)
    lists, paragraph, table = text.split("\n\n")
    assert lists == "1. One\n   * in it\n2. Two"
    assert paragraph.startswith("[there](https://example.org/), and") and "\nhere too" in paragraph
    assert table.endswith("| a | b |")
    counts = read(tmp_path / "a.odt").counts
    assert (counts.links, counts.tables, counts.underline, counts.words) == (1, 1, 0, 10)


def test_text_of_boxes_and_tables_in_cells_is_read_once(tmp_path: Path) -> None:
    box = "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>"
    inner = "<table:table><table:table-row><table:table-cell><text:h>inner</text:h>{}"
    end = "</table:table-cell></table:table-row></table:table>"
    note = "<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note>"
    body = inner.format(f"<text:p>outer{box}{note}</text:p>{inner.format('')}{end}") + end
    assert read(write_content_xml(tmp_path / "a.odt", body)).counts.words == 5


def test_comments_hidden_text_and_text_boxes(tmp_path: Path) -> None:
    automatic = text_style("T1", 'text:display="none"')
    box = "<draw:text-box><text:p>In the box.</text:p></draw:text-box>"
    body = (
        "<text:p>Text<office:annotation><dc:creator>Lina</dc:creator><text:p>Why?</text:p>"
        '</office:annotation>.<text:span text:style-name="T1"> hidden</text:span>'
        f"<draw:frame>{box}</draw:frame><draw:line/></text:p>"
    )
    assert markdown_of(tmp_path, body, automatic) == "Text.\n\nIn the box."
    document = read(tmp_path / "a.odt")
    assert document.remarks == {
        Remark.COMMENTS: 1,
        Remark.HIDDEN_TEXT: 1,
        Remark.TEXT_BOXES: 1,
        Remark.DRAWINGS: 1,
    }
    assert (document.comments[0].author, document.comments[0].text) == ("Lina", "Why?")


def test_contents_headers_and_title_are_left_out(tmp_path: Path) -> None:
    styles = (
        f"<office:styles>{paragraph_style('Title', '')}</office:styles><office:master-styles>"
        "<style:master-page><style:header><text:p>Mill</text:p></style:header></style:master-page></office:master-styles>"
    )
    chapter = "<text:h text:outline-level='1'>Chapter {0}</text:h><text:p>Day {0}.</text:p>"
    body = (
        "<text:p text:style-name='Title'>The Mill</text:p><text:table-of-content><text:index-body>"
        "<text:p>Chapter 1 ... 1</text:p></text:index-body></text:table-of-content>"
        "<text:section>" + chapter.format(1) + "</text:section>" + chapter.format(2)
    )
    kept = keep(write_content_xml(tmp_path / "a.odt", body, "", styles))
    assert kept.document.title == "The Mill"
    assert kept.document.remarks == {Remark.HEADERS: 1}
    assert [chapter.body for chapter in kept.chapters] == ["Day 1.", "Day 2."]


def test_pictures_are_found_and_remote_ones_are_not_fetched(tmp_path: Path) -> None:
    frame = '<draw:frame><draw:image xlink:href="{}"/><svg:desc>A cat</svg:desc></draw:frame>'
    body = (
        f"<text:p>Text.{frame.format('Pictures/1.png')}</text:p>"
        f"<text:p>{frame.format('https://example.org/2.png')}{frame.format('../../3.png')}</text:p>"
    )
    path = write_content_xml(tmp_path / "a.odt", body, files={"Pictures/1.png": b"png"})
    document = read(path)
    assert document.pictures == {"picture:1": "Pictures/1.png"}
    assert 'alt="A cat"' in document.blocks[0].html
    assert document.remarks == {Remark.REMOTE_PICTURES: 1, Remark.MISSING_FILES: 1}


@pytest.mark.parametrize(
    "files, problem",
    [
        ({"META-INF/manifest.xml": "<manifest:encryption-data/>"}, Problem.ENCRYPTED),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, Problem.UNKNOWN_FORMAT),
        ({"content.xml": "<x><y>"}, Problem.DAMAGED),
        (
            {"content.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'},
            Problem.DECLARES_ENTITIES,
        ),
        ({"content.xml": "<a>" * 300}, Problem.TOO_MUCH_WORK),
    ],
)
def test_files_that_cannot_be_read_say_why(
    tmp_path: Path, files: dict[str, str], problem: Problem
) -> None:
    path = write_content_xml(tmp_path / "a.odt", "<text:p>Text.</text:p>", files=files)
    with pytest.raises(CannotRead) as raised:
        read(path)
    assert raised.value.problem is problem
