"""A line that shows nothing sets paragraphs apart, also if it has invisible characters."""

import sys

import pytest

from serial.markup.rendering import Options, render
from tests.cases import each_case

INVISIBLE = [
    "\u00a0", "\u3000", "\u200b", "\ufeff", "\u202f", "\u2003", "\u00ad", "\u200e", "\u2060",
    "\u2800", "\u3164", " \u00a0 ", "\t\u200b", "\u00a0" * 40,
]  # fmt: skip


@each_case("is_comment", [False, True])
@each_case("line", INVISIBLE)
def test_invisible_line_is_blank(line: str, is_comment: bool) -> None:
    options = Options(is_comment=is_comment)
    html = "<p>One.</p>\n<p>Two.</p>"
    assert render(f"One.\n{line}\nTwo.", options).html == html
    assert render(f"{line}\nOne.\n\n{line}\n{line}\nTwo.\n{line}", options).html == html
    assert render(f"> One.\n> {line}\n> Two.", options).html == (
        f"<blockquote>\n{html}\n</blockquote>"
    )


def test_line_of_any_white_space_is_blank() -> None:
    for space in filter(str.isspace, map(chr, range(sys.maxunicode + 1))):
        html = render(f"One.\n{space}\u200b{space}\nTwo.", Options()).html
        assert html == "<p>One.</p>\n<p>Two.</p>", repr(space)


def test_scene_break_between_invisible_lines() -> None:
    html = render("One.\n\u00a0\n~\n\u00a0\nTwo.", Options()).html
    assert html == '<p>One.</p>\n<hr class="scene-break" />\n<p>Two.</p>'


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u200b", "\u202f"])
def test_invisible_characters_within_a_line_stay(space: str) -> None:
    assert render(f"One{space}two\n{space}three", Options()).text == f"One{space}two\n{space}three"
