"""All ornaments that authors type between scenes become the same scene break."""

import pytest

from serial.markup.rendering import Options, render
from tests.cases import each_case

BREAK = '<hr class="scene-break" />'


@each_case(
    "typed",
    [
        "***", "---", "___", "* * *", "- - -", "_ _ _", "*****", "----------", "*", "**",
        "#", "##", "###", "# # #", "#######", "~", "~ ~ ~", "⁂", "⁂ ⁂",
        r"\*\*\*", r"\* \* \*", r"\#", r"\~ \~", "*\u00a0*\u00a0*", "<hr>", "<hr/>",
        "~*~", "-=-=-", "~-~", "-*-", "*~*~*", "***~~~***", "<><><>", "-<>-", "~~~", "~~~~~",
        "--", "-- --", "— — —", "— —", "———", "–––", "– – –", "====", "= = =", "+++", "///", "%%%",
        "xXx", "XxX", "xxXxx", "oOo", "oOoOo", "x X x", "o0o", "-x-", "~o~", "--O--", "~oOo~",
        "◇◇◇", "◆", "◇ ◆ ◇", "• • •", "●", "❦", "§", "※", "■ ■ ■", "♥♥♥", "★ ★ ★", "♪♪♪", "· · ·",
        "＊＊＊", "＊　＊　＊", "～～～", "════", "──────",
        "        #", "\t***", "          ~          ", "    * * *",
        "::: center\n#\n:::", "::: center\n* * *\n:::", "::: center\n\n~\n\n:::",
    ],
)  # fmt: skip
@each_case("around", ["{}", "Before.\n\n{}\n\nAfter."])
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


@each_case(
    "typed",
    [
        "#1", "# A", "~ about", "* a", "- ", "~~a~~", "a\n~\nb", "=", "+", "#hashtag",
        # Speech, faces, kisses, ratings, numbers and emphasis.
        "—", "——", "...", "…", "···", "?!", "!!!", "-_-", "*-*", "^_^", "xxx", "XXX", "xoxo",
        "Ooo", "oo", "x", "♥", "★★★★★", "★★★☆☆", "0", "00", "-0-", "*x*", "**O**", "-->", "~ oh ~",
        "a\nxXx\nb", "a\n--\nb",
    ],
)  # fmt: skip
def test_text_that_is_not_a_scene_break(typed: str) -> None:
    assert "<hr" not in render(typed, Options()).html
    assert "<hr" not in render(f"Before.\n\n{typed}\n\nAfter.", Options()).html


@each_case("typed", ["***", "---", "~~~", "xXx", "#", "--", "◇◇◇"])
def test_comments_have_no_scene_breaks(typed: str) -> None:
    assert render(f"a\n\n{typed}\n\nb", Options(is_comment=True)).text == f"a\n\n{typed}\n\nb"


WIDE = "One.\n\nTwo.\n\n\n\nThree.\n\nFour."


def test_wide_gap_between_paragraphs_is_a_scene_break() -> None:
    html = f"<p>One.</p>\n<p>Two.</p>\n{BREAK}\n<p>Three.</p>\n<p>Four.</p>"
    assert render(WIDE, Options()).html == html
    assert render(WIDE.replace("\n\n\n\n", "\n\n\u00a0\n\n \n"), Options()).html == html


@each_case(
    "source",
    [
        # There is no usual gap to compare with.
        "One.\n\n\n\nTwo.",
        "One.\n\nTwo.\n\n\n\nThree.",
        # Every gap is wide.
        WIDE.replace("\n\n", "\n\n\n\n"),
        # Two blank lines may be a slip.
        WIDE.replace("\n\n\n\n", "\n\n\n"),
        # Not between two paragraphs.
        WIDE.replace("Three", "# Three"),
        f"\n\n\n\n{WIDE.replace(chr(10) * 4, chr(10) * 2)}\n\n\n\n",
        "> " + WIDE.replace("\n", "\n> "),
    ],
)
def test_gap_that_is_no_scene_break(source: str) -> None:
    assert "<hr" not in render(source, Options()).html


def test_author_with_other_scene_breaks_means_none_by_a_gap() -> None:
    assert render(f"{WIDE}\n\n~\n\nFive.", Options()).html.count("<hr") == 1


def test_equals_signs_under_a_paragraph_make_a_heading() -> None:
    assert render("One\ntwo\n===\nThree", Options()).html == (
        "<h2>One<br />\ntwo</h2>\n<p>Three</p>"
    )
