"""Tags that the page will not show are listed with their lines."""

import pytest

from serial.markup.hidden_tags import HiddenTag, find_hidden_tags
from serial.markup.rendering import Options


def hidden(source: str) -> list[tuple[str, int]]:
    return [(tag.name, tag.line) for tag in find_hidden_tags(source, Options())]


@pytest.mark.parametrize(
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
        ("A\n![map](https://a.example/b.png) ![](/media/c.png)", [("img", 2)]),
        ("<img src='https://a.example/b.png'>", [("img", 1)]),
        ("<a name=top>x</a> <a href='javascript:y'>z</a>", [("a", 1), ("a", 1)]),
        (
            "<!DOCTYPE html>\n<html><body>x</body></html>",
            [("!doctype", 1), ("html", 2), ("body", 2)],
        ),
    ],
)
def test_hidden_tags(source: str, expected: list[tuple[str, int]]) -> None:
    assert hidden(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "*Plain* text, 1 < 2.",
        "<Title> <Time> <Main Quest> <Level Up!>",
        "<b>x</b><br><center>y</center> <big>z</big> <h1>A</h1>",
        "`<font color=red>x</font>`",
        "```\n<!-- x -->\n```",
        "<a href='/x'>y</a> <img src='/media/a.png'>",
        "<script> <font color=red> <!-- x",
    ],
)
def test_tags_that_are_shown_or_text_are_not_listed(source: str) -> None:
    assert hidden(source) == []


def test_comments_have_no_hidden_tags() -> None:
    source = "<font color=red>x</font> <!-- y -->"
    assert find_hidden_tags(source, Options(is_comment=True)) == []


def test_very_long_text_is_not_searched() -> None:
    assert find_hidden_tags("<!-- x -->\n" + "a" * 1_000_001, Options()) == []


def test_order_is_that_of_the_text() -> None:
    source = "x[^1]\n\n[^1]: <font face=a>b</font>\n\n<!-- c -->"
    assert find_hidden_tags(source, Options()) == [HiddenTag("font", 3), HiddenTag("!--", 5)]
