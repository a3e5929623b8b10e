"""Converting any HTML finishes soon and keeps its words.

As in tests/markup/test_limits.py, the limit is far above the time of each text, and far below the
minutes that quadratic time would take.
"""

import time
from collections.abc import Callable

import pytest

from serial.markup.converting.conversion import convert
from tests.sampling import sample, share, shorten

MAX_CPU_SECONDS = 10

HOSTILE: dict[str, Callable[[], str]] = {
    "nested blocks": lambda: "<div>" * 100_000 + "word",
    "nested marks": lambda: "<b>" * 100_000 + "word",
    "nested marks and blocks": lambda: "<b><p>x" * 30_000,
    "paragraphs": lambda: "<p>x" * 40_000,
    "nested lists": lambda: "<ul><li>x" * 30_000,
    "nested quotations": lambda: "<blockquote>x" * 30_000,
    "nested tables": lambda: "<table><tr><td>x" * 25_000,
    "nested details": lambda: "<details>x" * 30_000,
    "wrong end tags": lambda: "<div>x" * 90_000 + "</p>" * 100_000,
    "misnested marks": lambda: "<i><b>a</i>b</b>" * 20_000,
    "ampersands": lambda: "&" * 1_000_000,
    "entities": lambda: "&#x1F600;" * 100_000,
    "angles": lambda: "<" * 1_000_000,
    "attributes": lambda: "<p " + " ".join(f"a{i}=1" for i in range(110_000)) + ">x",
    "open quotation marks": lambda: "<a '<a \"" * 100_000,
    "comments": lambda: "<!--" * 250_000,
    "style elements": lambda: "<style>" * 140_000,
    "rules": lambda: "<style>" + "".join(f".c{i}{{font-weight:bold}}" for i in range(45_000)),
    "selectors": lambda: "<style>" + ".a," * 300_000 + "{font-style:italic}</style><p class=a>x",
    "open rules": lambda: "<style>" + "@media screen{" * 70_000 + "</style>x",
    "different styles": lambda: "".join(f"<p style='margin-left:{i}pt'>x" for i in range(10_000)),
    "colspan": lambda: "<table><tr><td colspan=1000000000>a<td>b</table>" * 2_000,
    "rowspan": lambda: "<table>" + "<tr><td colspan=49 rowspan=99999><td rowspan=9>a" * 10_000,
    "cells": lambda: "<table>" + ("<tr>" + "<td>x" * 40) * 700,
    "columns": lambda: "<table><tr>" + "<td>x" * 50_000,
    "asterisks": lambda: "<p>" + "*a " * 100_000,
    "brackets": lambda: "<p>" + "[" * 500_000,
    "backticks": lambda: "<p>" + "`" * 500_000,
    "code": lambda: "<code>" + "`" * 500_000,
    "marks in words": lambda: "<p>" + "<i>“a”</i>b" * 50_000,
    "marks in paragraphs": lambda: "<p><i>“a”</i>b" * 10_000,
    "paragraphs to check": lambda: "".join(f"<p>{i}. *a_ [x] `c &lt;b" for i in range(3_000)),
    "no-break spaces": lambda: "<p>a" + "\u00a0" * 1_000_000 + "b",
    "spaces": lambda: "<p>a" + " " * 1_000_000 + "b",
    "line breaks": lambda: "a<br>" * 40_000,
    "marked spaces": lambda: "<i> </i>a" * 80_000,
    "links to nowhere": lambda: "".join(f"<p><a href=#x{i} id=y{i}>1</a>" for i in range(3_000)),
    "links alike": lambda: "<p id=a><a href=#b id=c>1</a></p>" * 10_000,
    "notes": lambda: (
        "".join(f"<p>x<a href=#n{i} id=r{i}>1</a>" for i in range(3_000))
        + "".join(f"<p><a href=#r{i} id=n{i}>1</a> y" for i in range(3_000))
    ),
    "pictures": lambda: "<img src=x>" * 80_000,
    "list items of Word": lambda: "<p style='mso-list:l0 level9 lfo1'>x" * 20_000,
    "lines of code": lambda: "<pre>" + "1. x\n" * 150_000,
}


@pytest.mark.parametrize("name", sample(list(HOSTILE)))
def test_conversion_finishes_soon(name: str) -> None:
    html = shorten(HOSTILE[name](), 8)
    start = time.process_time()
    convert(html)
    assert time.process_time() - start < MAX_CPU_SECONDS


def test_deep_nesting_keeps_the_words() -> None:
    tags = ["div", "b", "blockquote", "ul><li", "table><tr><td", "details", "span", "font"]
    for tag in share(tags, 0, 3):
        assert "kept words" in convert(f"<{tag}>" * 5_000 + "kept words").markdown
