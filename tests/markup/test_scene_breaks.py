"""All ornaments that authors type between scenes become the same scene break."""

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
def test_ornament_becomes_a_scene_break(typed: str, around: str) -> None:
    html = render(around.replace("{}", typed), Options()).html
    assert html == around.replace("{}", BREAK).replace("Before.", "<p>Before.</p>").replace(
        "After.", "<p>After.</p>"
    ).replace("\n\n", "\n")


@pytest.mark.parametrize("typed", ["---", "***", "#", "- - -"])
def test_scene_break_directly_after_a_paragraph(typed: str) -> None:
    assert render(f"One.\n{typed}\nTwo.", Options()).html == f"<p>One.</p>\n{BREAK}\n<p>Two.</p>"


@pytest.mark.parametrize("template", ["> {}", "- x\n\n  {}", "::: letter\n{}\n:::"])
def test_scene_break_inside_other_blocks(template: str) -> None:
    assert BREAK in render(template.replace("{}", "* * *"), Options()).html
    assert BREAK in render(template.replace("{}", "~"), Options()).html


@pytest.mark.parametrize(
    "typed", ["#1", "# A", "~ about", "* a", "- ", "~~a~~", "a\n~\nb", "--", "=", "#hashtag", "—"]
)
def test_text_that_is_not_a_scene_break(typed: str) -> None:
    assert "<hr" not in render(typed, Options()).html


def test_tildes_without_spaces_make_a_code_block() -> None:
    assert render("~~~\n*a*\n~~~", Options()).html == "<pre><code>*a*\n</code></pre>"


def test_equals_signs_under_a_paragraph_make_a_heading() -> None:
    assert render("One\ntwo\n===\nThree", Options()).html == (
        "<h2>One<br />\ntwo</h2>\n<p>Three</p>"
    )
