"""Whatever people type between scenes becomes one and the same break."""

import pytest

from serial.markup.rendering import Options, render

BREAK = '<hr class="scene-break" />'


@pytest.mark.parametrize(
    "typed",
    [
        "***", "---", "___", "* * *", "- - -", "_ _ _", "*****", "----------", "*", "**",
        "#", "##", "###", "# # #", "#######", "~", "~ ~ ~", "⁂", "⁂ ⁂",
        r"\*\*\*", r"\* \* \*", r"\#", r"\~ \~", "*\u00a0*\u00a0*", "<hr>", "<hr/>",
        "        #", "\t***", "          ~          ", "    * * *",
        "::: center\n#\n:::", "::: center\n* * *\n:::", "::: center\n\n~\n\n:::",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "Before.\n\n{}\n\nAfter."])
def test_one_break(typed: str, around: str) -> None:
    html = render(around.replace("{}", typed), Options()).html
    assert html == around.replace("{}", BREAK).replace("Before.", "<p>Before.</p>").replace(
        "After.", "<p>After.</p>"
    ).replace("\n\n", "\n")


@pytest.mark.parametrize("typed", ["---", "***", "#", "- - -"])
def test_right_under_a_paragraph(typed: str) -> None:
    assert render(f"One.\n{typed}\nTwo.", Options()).html == f"<p>One.</p>\n{BREAK}\n<p>Two.</p>"


@pytest.mark.parametrize("place", ["> {}", "- x\n\n  {}", "::: letter\n{}\n:::"])
def test_the_same_inside_of_others(place: str) -> None:
    assert BREAK in render(place.replace("{}", "* * *"), Options()).html
    assert BREAK in render(place.replace("{}", "~"), Options()).html


@pytest.mark.parametrize(
    "typed", ["#1", "# A", "~ about", "* a", "- ", "~~a~~", "a\n~\nb", "--", "=", "#hashtag", "—"]
)
def test_what_is_none(typed: str) -> None:
    assert "<hr" not in render(typed, Options()).html


def test_tildes_without_spaces_fence_code() -> None:
    assert render("~~~\n*a*\n~~~", Options()).html == "<pre><code>*a*\n</code></pre>"


def test_a_heading_is_still_underlined_with_equals_signs() -> None:
    assert render("One\ntwo\n===\nThree", Options()).html == (
        "<h2>One<br />\ntwo</h2>\n<p>Three</p>"
    )
