"""Markup that the page will not show is listed with its lines."""

from serial.markup.checking.hidden_markup import find_hidden_markup
from serial.markup.rendering import Options
from tests.cases import each_case


def hidden(source: str) -> list[tuple[str, int]]:
    """Returns the name of each tag, or the kind of other markup, with its line."""
    found = find_hidden_markup(source, Options())
    return [(markup.name or markup.kind.value, markup.line) for markup in found]


@each_case(
    ("source", "expected"),
    [
        ("A <font color=red>red</font> door.", [("font", 1)]),
        ("One.\n\nTwo\n<font size=2>three</font>", [("font", 4)]),
        ("<!-- to do -->\n\nText <!-- later -->", [("!--", 1), ("!--", 3)]),
        ("<script>\nx()\n</script>\n\n<style>p {}</style>", [("script", 1), ("style", 5)]),
        ("<div>\n<iframe src='/x'></iframe>\n</div>", [("iframe", 2)]),
        ("> - a\n>   <nav\n>   class=x>b</nav> <form>c</form>", [("nav", 2), ("form", 3)]),
        ("x[^1] y\n\n[^1]: Note\n    <font face=x>z</font>", [("font", 4)]),
        ("One.\n\nTwo ^[a <font face=x>z</font>]", [("font", 3)]),
        ("A\n![map](https://a.example/b.png) ![](/media/c.png)", [("picture", 2)]),
        ("<img src='https://a.example/b.png'>", [("img", 1)]),
        ("<a name=top>x</a> <a href='javascript:y'>z</a>", [("a", 1), ("a", 1)]),
        (
            "<!DOCTYPE html>\n<html><body>x</body></html>",
            [("!doctype", 1), ("html", 2), ("body", 2)],
        ),
        # Links, languages, footnotes
        ("One.\n\n[a](javascript:b) [c][d]\n\n[d]: data:x", [("link", 3)]),
        ("One.\n\n```py\nx\n```", [("language", 3)]),
        ("x[^1]\n\n[^1]: a\n\n[^2]: b", [("footnote", 5)]),
        ("x\n\n[^1]:", [("footnote", 0)]),
        # Attributes, each once
        ("<p align=center>a</p>\n\n<p align=center>b</p>\n\n<p align=right>c</p>",
         [("p", 1), ("p", 5)]),
        ("<b class=x>a</b>\n<span title='b'>c</span> <p hidden>d</p>",
         [("b", 1), ("span", 2), ("p", 2)]),
        ("<div class='letter tall'>a</div>", [("div", 1)]),
    ],
)  # fmt: skip
def test_hidden_markup(source: str, expected: list[tuple[str, int]]) -> None:
    assert hidden(source) == expected


@each_case(
    "source",
    [
        "*Plain* text, 1 < 2.",
        "<Title> <Time> <Main Quest> <Level Up!>",
        "<b>x</b><br><center>y</center> <big>z</big> <h1>A</h1>",
        "`<font color=red>x</font>`",
        "```\n<!-- x -->\n```",
        "<div class=letter>x</div> <details open class=spoiler>x</details>",
        "<abbr title=x>y</abbr> <b id=x data-y=z>a</b> <b class=''>c</b>",
        "[a](/b 'c') [d][e] x[^1] ^[f]\n\n[e]: https://a.example\n\n[^1]: g",
        "```\nx\n```",
        "<a href='/x'>y</a> <img src='/media/a.png'>",
        "<script> <font color=red> <!-- x",
    ],
)
def test_tags_that_are_shown_or_text_are_not_listed(source: str) -> None:
    assert hidden(source) == []


def test_comments_have_no_hidden_tags() -> None:
    source = "<font color=red>x</font> <!-- y -->"
    assert find_hidden_markup(source, Options(is_comment=True)) == []


def test_very_long_text_is_not_searched() -> None:
    assert find_hidden_markup("<!-- x -->\n" + "a" * 1_000_001, Options()) == []


def test_order_is_that_of_the_text() -> None:
    source = "x[^1]\n\n[^1]: <font face=a>b</font>\n\n<!-- c -->"
    assert hidden(source) == [("font", 3), ("!--", 5)]
