"""Rendering of any text finishes soon and keeps every word.

The limit is far above the time that any of these texts takes. It detects time that grows with the
square of the length. The slowest texts are shorter than the longest allowed text; with quadratic
time, they would still take minutes.
"""

import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from serial.markup.rendering import Options, render
from tests.cases import each_case
from tests.markup.page import depth, tree
from tests.sampling import shorten

MAX_SECONDS = 10
# A sixteenth of a text whose time grows with the square of the length would take a 256th of it.
PARTS, MAX_SECONDS_OF_PART = 16, 3

LONG: dict[str, Callable[[], str]] = {
    "prose": lambda: '"I was—" he said. *Then* nothing--really nothing... ' * 10_000,
    "paragraphs": lambda: ('"I was—" he said.' + chr(10) * 2) * 12_000,
    "lines": lambda: ("a" + chr(10)) * 60_000,
    "open brackets": lambda: "[" * 500_000,
    "nested brackets": lambda: "[" * 10_000 + "]" * 10_000,
    "nested images": lambda: "![" * 10_000 + "](x)" * 10_000,
    "nested notes": lambda: "^[" * 10_000 + "]" * 10_000,
    "broken links": lambda: "[a](b " * 30_000,
    "links": lambda: "[a](b)" * 20_000,
    "references": lambda: "".join(f"[r{i}]: /u{i}\n" for i in range(20_000)) + "[r1] " * 9_000,
    "stars": lambda: "*" * 100_000,
    "emphasis": lambda: "*a _b " * 25_000,
    "bold": lambda: "**a" * 40_000,
    "underscores": lambda: "_a" * 60_000,
    "strikes": lambda: "~~~a" * 40_000,
    "backticks": lambda: "".join("`" * i + "a" for i in range(900)),
    "cells": lambda: "|" * 100_000 + chr(10) + "|-" * 50_000,
    "rows": lambda: "a|b\n-|-\n" + "1|2\n" * 12_000,
    "notes": lambda: "".join(f"[^{i}]: n\n" for i in range(20_000)) + "[^1]" * 10_000,
    "chained notes": lambda: "".join(f"[^{i}]: [^{i + 1}]\n\n" for i in range(8_000)) + "[^0]",
    "containers": lambda: "::: letter\n" * 15_000,
    "deeper containers": lambda: "".join(":" * (3_000 - i) + " box\n" for i in range(150)),
    "list markers": lambda: "1. a\n- b\n+ 2\n* c.\n" * 9_000,
    "loose list markers": lambda: "1. a\n\n- b.\n\n7. a\n\n" * 9_000,
    "nested list markers": lambda: "".join(f"{' ' * (i % 60)}- a.\n" for i in range(12_000)),
    "addresses": lambda: "http://*_" * 12_000 + "http://" + "." * 100_000,
    "arms": lambda: "\\_(*_*)/" * 12_000,
    "quotation signs": lambda: ">_<\n> a\n>\n" * 9_000 + ">" * 50_000 + " " * 50_000 + "a",
    "invisible lines": lambda: "a\n" + (" \u200b" * 50 + "\n") * 1_000 + "> " * 20_000 + "\u200b",
    "fences": lambda: "~~~py\n" * 20_000,
    "fences in turns": lambda: "```\n\n~~~\na\n" * 9_000,
    "fences in a quotation": lambda: "> ~~~py\n" * 12_000 + "\n~~~",
    "fences in a list": lambda: "- a\n" + "  ~~~py\n" * 12_000 + "\n~~~",
    "shorter fences": lambda: "".join("~" * i + "py\na\n" for i in range(450, 2, -1)),
    "ornaments": lambda: "-=" * 50_000 + "\n\nxX\n\n" * 9_000,
    "gaps": lambda: "a\n\n\n\nb\n\nc\n\n" * 9_000,
    "elements": lambda: "<div>" * 50_000,
    "open elements": lambda: "<div>\n\nx\n\n" * 15_000,
    "formatting": lambda: "".join(f"x <b lang=x{i}>\n\n" for i in range(10_000)),
    "tables": lambda: "<table><tr><td>" * 20_000,
    "emphasis over paragraphs": lambda: "<b>" * 90 + "a\n\n" * 30_000 + "</b>" * 90,
    "misnested elements": lambda: "<b><i>" * 20_000 + "x" + "</b></i>" * 20_000,
    "end tags after a quotation": lambda: "<b>" * 30_000 + "\n\n> " + "</b>" * 30_000,
    "loose cells": lambda: "<td>x</td><li>y</li>" * 10_000,
    "paired tags": lambda: "<div><p>a</div>" * 15_000,
    "tags without end": lambda: "<Title> <p> <Main Quest> " * 10_000,
    "angles": lambda: "<" * 200_000,
    "attributes": lambda: "<a " + "b " * 250_000,
    "comments": lambda: "<!--" * 125_000,
    "scripts": lambda: "<script>" * 60_000,
    "quotes": lambda: '"' * 500_000,
    "mixed quotes": lambda: "\"' " * 80_000,
    "curly quotes": lambda: "“" * 200_000 + ' "x"',
    "ampersands": lambda: "&" * 120_000,
    "headings": lambda: "a\n=\n" * 20_000,
    "breaks": lambda: "#\n" * 20_000,
    "emoji": lambda: "😀" * 500_000,
    "spaces": lambda: "\u00a0" * 500_000,
    "directions": lambda: "\u202e\u2066a" * 150_000,
    "Thai": lambda: "สวัสดีชาวโลก" * 40_000,
}
# A part of this is no longer too long.
LONGEST: dict[str, Callable[[], str]] = {**LONG, "too long for Markdown": lambda: "*a* " * 300_000}
TOO_LONG = "*a* <b>\nb & c{}\n\n"


@contextmanager
def deadline(seconds: int) -> Iterator[None]:
    """Raises TimeoutError after so many seconds of CPU time instead of waiting."""

    def raise_timeout(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, raise_timeout)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("name", LONG)
def test_long_text_is_rendered_in_time(name: str) -> None:
    text = LONG[name]()
    with deadline(MAX_SECONDS_OF_PART):
        tree(render(shorten(text[: len(text) // PARTS], 4), Options()).html)


@pytest.mark.long
@pytest.mark.parametrize("name", LONGEST)
def test_longest_text_is_rendered_in_time(name: str) -> None:
    with deadline(MAX_SECONDS):
        tree(render(LONGEST[name](), Options()).html)


DEEP = {
    "quotations": "> " * 5_000 + "word",
    "quotations without spaces": ">" * 5_000 + "word",
    "lists": "- " * 5_000 + "word",
    "numbered lists": "1. " * 5_000 + "word",
    "lists and quotations": "> - " * 5_000 + "word",
    "notes": "[^1]: " * 5_000 + "word",
    "containers": "".join(":" * (250 - i) + " box\n" for i in range(200)) + "word",
    "elements": "<div>" * 5_000 + "word" + "</div>" * 5_000,
    "emphasis": "*" * 5_001 + "word" + "*" * 5_001,
    "emphasis in turns": "*a **b " * 1_000 + "word" + "** *" * 1_000,
    "brackets": "[" * 5_000 + "word" + "](/x)" * 5_000,
    "images": "![" * 5_000 + "word" + "](/media/x.png)" * 5_000,
    "inline notes": "x^[" * 5_000 + "word" + "]" * 5_000,
}


@pytest.mark.extended
@each_case("source", DEEP.values())
def test_deep_nesting_keeps_the_text_and_is_limited(source: str) -> None:
    rendered = render(source, Options())
    assert "word" in rendered.text
    assert depth(rendered.html) < 150


def assert_paragraphs_are_kept(paragraph: str, count: int) -> None:
    rendered = render(paragraph * count, Options())
    assert rendered.html.startswith("<p>*a* &lt;b&gt;<br />\nb &amp; c")
    assert rendered.html.count("<p>*a* &lt;b&gt;<br />\nb &amp; c") == count
    assert rendered.words == 5 * count


def test_too_long_text_keeps_its_paragraphs() -> None:
    assert_paragraphs_are_kept(TOO_LONG.format("c" * 1_000), 1_000)


@pytest.mark.long
def test_too_long_text_keeps_its_short_paragraphs() -> None:
    with deadline(MAX_SECONDS):
        assert_paragraphs_are_kept(TOO_LONG.format(""), 80_000)


def test_little_stack_left_by_the_caller_is_no_error() -> None:
    """If Python's stack is too small for these quotations, they stay text."""
    source = "> " * 28 + "word"
    assert "<blockquote>" in render(source, Options()).html
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(_stack_depth() + 80)
    try:
        html = render(source, Options()).html
    finally:
        sys.setrecursionlimit(limit)
    assert html == "<p>" + "&gt; " * 28 + "word</p>"


def _stack_depth() -> int:
    return sum(1 for _ in traceback.walk_stack(None))
