"""Each block takes the direction of its first letter; text from left to right needs no mark."""

import pytest

from serial.markup.paragraphs.blocks import set_paragraph_ids, split_into_blocks
from serial.markup.rendering import Options, render
from serial.markup.sanitizing.cleaning import sanitize
from tests.cases import each_case

HEBREW, ARABIC = "ערב טוב", "صباح الخير"
CHAPTER = Options()
COMMENT = Options(is_comment=True)


def html_of(source: str, options: Options = CHAPTER) -> str:
    return render(source, options).html


@pytest.mark.parametrize("options", [CHAPTER, COMMENT], ids=["chapter", "comment"])
def test_paragraph_takes_the_direction_of_its_first_letter(options: Options) -> None:
    source = f"Evening.\n\n{HEBREW}, Anna.\n\n12 {ARABIC}!\n\nAnna: {HEBREW}"
    assert html_of(source, options) == (
        f'<p>Evening.</p>\n<p dir="auto">{HEBREW}, Anna.</p>\n<p dir="auto">12 {ARABIC}!</p>\n'
        f"<p>Anna: {HEBREW}</p>"
    )


@each_case("source", ["Évening…", "Ночь", "夜", "`<p>` & 12", "", "***"])
def test_text_from_left_to_right_has_no_marks(source: str) -> None:
    assert "dir=" not in html_of(f"{source}\n\n- a\n- b\n\n> {source}")


def test_other_blocks() -> None:
    assert html_of(f"# {HEBREW}") == f'<h2 dir="auto">{HEBREW}</h2>'
    assert html_of(f"- {HEBREW}\n- Anna") == (
        f'<ul dir="rtl">\n<li>{HEBREW}</li>\n<li dir="auto">Anna</li>\n</ul>'
    )
    assert html_of(f"- Anna\n- {HEBREW}").endswith(f'<li dir="auto">{HEBREW}</li>\n</ul>')
    assert html_of(f"> {ARABIC}\n>\n> Anna") == (
        f'<blockquote dir="rtl">\n<p>{ARABIC}</p>\n<p dir="auto">Anna</p>\n</blockquote>'
    )
    assert html_of(f"::: spoiler {HEBREW}\nAnna\n:::") == (
        '<details dir="rtl" class="spoiler">\n'
        f'<summary>{HEBREW}</summary>\n<p dir="auto">Anna</p>\n</details>'
    )
    assert f'<td dir="auto">{HEBREW}</td>' in html_of(f"|a|b|\n|-|-|\n|c|{HEBREW}|")


def test_text_without_letters_goes_on_as_the_text_above() -> None:
    html = html_of(f"Anna.\n\n…!\n\n{HEBREW}\n\n…!\n\nAnna.\n\n…!")
    assert html.count("<p>…!</p>") == 2
    assert html.count('<p dir="rtl">…!</p>') == 1


def test_direction_that_the_author_wrote_stays() -> None:
    source = f'<p dir="ltr">{HEBREW}</p>\n\n<div dir="rtl">\n\nAnna\n\n</div>'
    assert html_of(source).count("dir=") == 3
    assert f'<p dir="ltr">{HEBREW}</p>' in html_of(source)
    assert '<p dir="auto">Anna</p>' in html_of(source)


def test_marks_are_sanitized_html_and_keep_paragraph_ids() -> None:
    html = html_of(f"{HEBREW}\n\n- Anna\n- {ARABIC}\n\n> {HEBREW}[^1]\n\n[^1]: {ARABIC}")
    assert sanitize(html, CHAPTER) == html
    ids = [1, 2, 3, 4]
    with_ids = set_paragraph_ids(html, ids, "text")
    assert [block.id for block in split_into_blocks(with_ids)] == ids
    assert set_paragraph_ids(with_ids, ids, "text") == with_ids
