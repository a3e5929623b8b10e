"""A ">" at the start of a line makes a quotation only if a space follows it."""

import pytest

from serial.markup.rendering import Options, render

CHAPTER = Options(smart_punctuation=False)
COMMENT = Options(smart_punctuation=False, is_comment=True)
both_kinds = pytest.mark.parametrize("options", [CHAPTER, COMMENT], ids=["chapter", "comment"])


@both_kinds
@pytest.mark.parametrize(
    "text",
    [
        ">.< so cute",
        ">:D yes\n>:P no",
        ">implying",
        ">>1042 is right",
        "He wrote:\n>_>\nand left.",
        ">",
        ">\n>>",
        "  >:)",
    ],
)
def test_sign_without_a_space_is_text(text: str, options: Options) -> None:
    rendered = render(text, options)
    assert rendered.text == text.strip()
    assert "<blockquote>" not in rendered.html


@both_kinds
@pytest.mark.parametrize("text", ["> a", ">\ta", "> a\n>\n> b", ">> a", "> > a", "> a\n\n> b"])
def test_quotation(text: str, options: Options) -> None:
    html = render(text, options).html
    assert html.startswith("<blockquote>")
    assert "&gt;" not in html


@both_kinds
def test_face_inside_other_blocks(options: Options) -> None:
    assert render("> So?\n>_< no\n> Yes.", options).html == (
        "<blockquote>\n<p>So?<br />\n&gt;_&lt; no<br />\nYes.</p>\n</blockquote>"
    )
    assert render("> >_< no", options).html.startswith("<blockquote>\n<p>&gt;_&lt;")
    assert render("- >_< no\n- >:( oh", options).html.count("<li>&gt;") == 2
    assert render("```\n>_<\n```", options).text == ">_<"
    assert render("::: spoiler >_<\n>:(\n:::", options).text == ">_<\n\n>:("


def test_tag_that_ends_at_the_start_of_a_line() -> None:
    assert render("a <b\n>c</b>", CHAPTER).html == "<p>a <b>c</b></p>"
