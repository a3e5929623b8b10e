"""Ornaments that HTML centres, or sets alone, are scene breaks."""

import pytest

from serial.markup.rendering import Options, render
from tests.cases import each_case

BREAK = '<hr class="scene-break" />'


def html_of(source: str) -> str:
    return render(source, Options()).html.replace("\n", "")


@each_case(
    "typed",
    [
        "<center>#</center>",
        "<CENTER> * * * </CENTER>",
        "<center><b>~~~</b></center>",
        "<center><p>***</p></center>",
        '<p align="center">* * *</p>',
        "<p style='text-align:center'>&#42;&#42;&#42;</p>",
        "<h3>***</h3>",
        "<div>\n* * *\n</div>",
    ],
)
def test_centred_ornament_is_a_scene_break(typed: str) -> None:
    assert html_of(f"One.\n\n{typed}\n\nTwo.") == f"<p>One.</p>{BREAK}<p>Two.</p>"


@each_case(
    "typed",
    ["<b>* * *</b>", r"<em>\*</em>", "<i><b>~</b></i>", r"\* <u>\*</u> *~*", r"# <em>\#</em>"],
)
def test_emphasised_ornament_is_a_scene_break(typed: str) -> None:
    assert html_of(f"One.\n\n{typed}\n\nTwo.") == f"<p>One.</p>{BREAK}<p>Two.</p>"
    assert html_of(f"> {typed}") == f"<blockquote>{BREAK}</blockquote>"
    assert html_of(f"* {typed}\n* x") == f"<ul><li>{BREAK}</li><li>x</li></ul>"


@each_case("typed", ["<b>***", "<b>* *</i>", "<sup>*</sup>", "<em>x</em>", "<b></b>"])
def test_other_emphasised_text_stays(typed: str) -> None:
    assert BREAK not in html_of(typed)


def test_ornament_on_the_same_line_as_text() -> None:
    expected = f"<p>One.</p>{BREAK}<p>Two.</p>"
    assert html_of("One.<center>* * *</center>Two.") == expected
    assert html_of("One.<center><i>***</i></center>Two.") == expected
    assert html_of("One. <p align=center>#</p> Two.") == expected


@pytest.mark.parametrize("text", ["The End", "1", "*** The End ***", "no"])
def test_other_centred_text_stays(text: str) -> None:
    assert html_of(f"<center>{text}</center>") == f'<div class="center"><p>{text}</p></div>'
    assert BREAK not in html_of(f"One.<center>{text}</center>Two.")


def test_inline_elements_with_an_ornament_stay() -> None:
    assert BREAK not in html_of("One.<b>#</b>Two.<i>***</i>")
