"""The counts of a file and of its chapters are equal, or the report says what was changed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from django.test import Client

from accounts.models import User
from serial.manuscripts.counting import Counts
from serial.manuscripts.documents import Remark
from serial.manuscripts.importing.report import made_changes, missing_counts
from serial.stories.models import Story
from tests.manuscripts.conftest import Upload
from tests.manuscripts.docx_files import write_document_xml, write_docx
from tests.manuscripts.kept import check_all_kept, keep
from tests.manuscripts.test_importing import imported
from tests.manuscripts.truth import Line, make_novel

Check = Callable[[str], None]


def p(text: str, look: str = "", properties: str = "") -> str:
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


@pytest.fixture
def check_equal(tmp_path: Path) -> Check:
    def check(body: str) -> None:
        kept = keep(write_document_xml(tmp_path / "a.docx", body))
        assert kept.counts == kept.document.counts

    return check


@pytest.mark.parametrize("ornament", ["• • •", "◆", "~ o ~", "* * *", "—", "⁂", "•\u00a0•"])
def test_signs_of_ornaments_are_no_words(check_equal: Check, ornament: str) -> None:
    check_equal(p("It was late.") + p(ornament, "<w:i/>") + p("More came."))


@pytest.mark.parametrize("cell", ["* * *", "•", "#", "—"])
def test_ornaments_in_tables_are_text(check_equal: Check, cell: str) -> None:
    row = (p(cell, "<w:b/>"), p("Wren"))
    check_equal(p("It was late.") + table(row, row) + p("More came."))


def test_tables_that_only_place_text_are_paragraphs(tmp_path: Path) -> None:
    centred = p("The mill", properties='<w:jc w:val="center"/>')
    heading = p("Salt", properties='<w:outlineLvl w:val="0"/>')
    body = (
        table((centred + p("stands.", "<w:i/>"),)) + table((heading, p("It rained."))) + p("End.")
    )
    kept = keep(write_document_xml(tmp_path / "a.docx", body))
    assert kept.document.counts.tables == kept.counts.tables == 0
    assert kept.document.remarks == {Remark.LAYOUT_TABLES: 2}
    assert kept.chapters[0].body.startswith("::: center\nThe mill\n:::\n\n*stands.*")
    assert kept.counts.centred == 1


@pytest.mark.parametrize("url", ["Skill:Fireball", "javascript:alert(1)", "file:///C:/a", "#top"])
def test_links_that_lead_to_no_page_are_text(check_equal: Check, url: str) -> None:
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "{url}" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>there</w:t>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    check_equal(p("It was late.") + f"<w:p>{field}</w:p>")


def test_control_characters_for_quotation_marks(tmp_path: Path) -> None:
    source = "\x93I don\x92t \x97 know\x85\x94"
    text = "“I don’t — know…”"
    kept = keep(write_document_xml(tmp_path / "a.docx", p(source)))
    assert kept.chapters[0].body == text and kept.counts == kept.document.counts
    path = tmp_path / "a.txt"
    path.write_text(source)
    assert keep(path).chapters[0].body == text
    path.write_text("One\x85Two")
    assert keep(path).chapters[0].body == "One\n\nTwo"


def test_text_of_any_structure_is_kept(check_equal: Check) -> None:
    random = Random(21)  # noqa: S311 - not for a secret
    words = ["rain", "“No,", "f**k", "a_b", "—", "–", "•", "#", "* * *", "[1]", "1.", "~", "wait—"]
    looks = ["", "", "", "<w:i/>", "<w:b/>", "<w:i/><w:b/>", "<w:strike/>"]

    def some() -> str:
        text = " ".join(random.choices(words, k=random.choice([1, 1, 2, 5])))
        align = random.choice(["", "", '<w:jc w:val="right"/>', '<w:jc w:val="center"/>'])
        return p(text, random.choice(looks), align)

    for _time in range(40):
        # The first paragraph keeps the others from being taken for a title.
        parts = [p("It was late, and nobody had come down from the mill.", "<w:i/>")]
        for _part in range(random.randint(1, 12)):
            row = tuple(some() for _cell in range(random.choice([1, 2])))
            parts.append(random.choice([some(), some(), some(), table(row, row)]))
        check_equal("".join(parts))


def test_underlines_that_became_italic_are_said(
    upload: Upload, story: Story, author: User, author_client: Client, tmp_path: Path
) -> None:
    body = p("She ran.", '<w:u w:val="single"/>') + p("It was late.")
    path = write_document_xml(tmp_path / "a.docx", body)
    act = imported(upload(path.read_bytes(), path.name), author)
    assert missing_counts(act) == {} and made_changes(act)["underlines"] == 1
    url = f"/desk/stories/story/{story.pk}/imports/{act.pk}/"
    page = author_client.get(url).content.decode()
    assert "Everything is there" in page
    assert "Underlined words that became italic, because no words were italic: 1" in page


def test_blank_lines_within_letters_are_said(
    upload: Upload, story: Story, author: User, author_client: Client
) -> None:
    lines = "".join(f"<p>Line {n}.</p>" for n in range(8))
    letter = f"<blockquote>{lines}<p></p><p>Yours.</p></blockquote>"
    html = f"<body><p>It was late.</p>{letter}<p>More came.</p></body>"
    act = imported(upload(html, "a.html"), author)
    assert made_changes(act)["blank_breaks"] == 1 and missing_counts(act) == {}
    url = f"/desk/stories/story/{story.pk}/imports/{act.pk}/"
    page = author_client.get(url).content.decode()
    assert "Blank lines that became scene breaks: 1" in page


def test_scene_break_above_footnotes_is_kept(tmp_path: Path) -> None:
    """It ends the text, before the author's note; the line above footnotes is none."""
    novel = make_novel(chapters=2, paragraphs=6)
    ends = [i for i, line in enumerate(novel.lines) if line.text.startswith("End A/N")]
    lines = list(novel.lines)
    for end in reversed(ends):
        lines[end:end] = [Line([("It was over.", "")]), Line(kind="blank")]
    more = Counts(words=2 * 3)
    longer = replace(novel, lines=lines, counts=novel.counts + more, blank_breaks=4)
    check_all_kept(longer, keep(write_docx(longer, tmp_path / "a.docx")))


def test_blank_lines_within_letters_that_are_not_imported(
    upload: Upload, story: Story, author: User
) -> None:
    lines = "".join(f"<p>Line {n}.</p>" for n in range(8))
    letter = f"<p>Dedicated to you.</p><blockquote>{lines}<p></p><p>Yours.</p></blockquote>"
    chapters = "".join(f"<h1>Chapter {n}</h1><p>It was late.</p>" for n in (1, 2))
    act = imported(upload(f"<body>{letter}{chapters}</body>", "a.html"), author)
    assert act.report["not_selected"]["words"] and missing_counts(act) == {}
