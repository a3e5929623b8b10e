"""Converting any HTML finishes soon and keeps its words.

As in tests/markup/test_limits.py, the limits are far above the time of each text: the slowest takes
7 s of CPU time at full length, and 0.9 s at an eighth of it. They are far below the minutes that
time which grows with the square of the length would take.
"""

import time
from collections.abc import Callable

import pytest

from serial.markup.converting.conversion import convert
from tests.cases import each_case
from tests.sampling import QUICK

# In one of so many parts of the full length.
SHORT = 128 if QUICK else 32


def shapes(parts: int) -> dict[str, Callable[[], str]]:
    """Returns functions that make the texts, in one of so many parts of their full length."""

    def times(number: int) -> int:
        return number // parts

    def numbers(number: int) -> range:
        return range(number // parts)

    return {
        "nested blocks": lambda: "<div>" * times(100_000) + "word",
        "nested marks": lambda: "<b>" * times(100_000) + "word",
        "nested marks and blocks": lambda: "<b><p>x" * times(30_000),
        "paragraphs": lambda: "<p>x" * times(40_000),
        "nested lists": lambda: "<ul><li>x" * times(30_000),
        "nested quotations": lambda: "<blockquote>x" * times(30_000),
        "nested tables": lambda: "<table><tr><td>x" * times(25_000),
        "nested details": lambda: "<details>x" * times(30_000),
        "wrong end tags": lambda: "<div>x" * times(90_000) + "</p>" * times(100_000),
        "misnested marks": lambda: "<i><b>a</i>b</b>" * times(20_000),
        "ampersands": lambda: "&" * times(1_000_000),
        "entities": lambda: "&#x1F600;" * times(100_000),
        "angles": lambda: "<" * times(1_000_000),
        "attributes": lambda: "<p " + " ".join(f"a{i}=1" for i in numbers(110_000)) + ">x",
        "quoted attributes": lambda: "<p " + "a='1' " * times(160_000) + ">x",
        "open quotation marks": lambda: "<a '<a \"" * times(100_000),
        "comments": lambda: "<!--" * times(250_000),
        "style elements": lambda: "<style>" * times(140_000),
        "rules": lambda: "<style>" + "".join(f".c{i}{{font-weight:bold}}" for i in numbers(45_000)),
        "selectors": lambda: (
            "<style>" + ".a," * times(300_000) + "{font-style:italic}</style><p class=a>x"
        ),
        "open rules": lambda: "<style>" + "@media screen{" * times(70_000) + "</style>x",
        "different styles": lambda: "".join(
            f"<p style='margin-left:{i}pt'>x" for i in numbers(10_000)
        ),
        "colspan": lambda: "<table><tr><td colspan=1000000000>a<td>b</table>" * times(2_000),
        "rowspan": lambda: (
            "<table>" + "<tr><td colspan=49 rowspan=99999><td rowspan=9>a" * times(10_000)
        ),
        "cells": lambda: "<table>" + ("<tr>" + "<td>x" * 40) * times(700),
        "columns": lambda: "<table><tr>" + "<td>x" * times(50_000),
        "asterisks": lambda: "<p>" + "*a " * times(100_000),
        "brackets": lambda: "<p>" + "[" * times(500_000),
        "backticks": lambda: "<p>" + "`" * times(500_000),
        "code": lambda: "<code>" + "`" * times(500_000),
        "marks in words": lambda: "<p>" + "<i>“a”</i>b" * times(50_000),
        "marks in paragraphs": lambda: "<p><i>“a”</i>b" * times(10_000),
        "paragraphs to check": lambda: "".join(f"<p>{i}. *a_ [x] `c &lt;b" for i in numbers(3_000)),
        "no-break spaces": lambda: "<p>a" + "\u00a0" * times(1_000_000) + "b",
        "spaces": lambda: "<p>a" + " " * times(1_000_000) + "b",
        "line breaks": lambda: "a<br>" * times(40_000),
        "marked spaces": lambda: "<i> </i>a" * times(80_000),
        "links to nowhere": lambda: "".join(
            f"<p><a href=#x{i} id=y{i}>1</a>" for i in numbers(3_000)
        ),
        "links alike": lambda: "<p id=a><a href=#b id=c>1</a></p>" * times(10_000),
        "notes": lambda: (
            "".join(f"<p>x<a href=#n{i} id=r{i}>1</a>" for i in numbers(3_000))
            + "".join(f"<p><a href=#r{i} id=n{i}>1</a> y" for i in numbers(3_000))
        ),
        "pictures": lambda: "<img src=x>" * times(80_000),
        "list items of Word": lambda: "<p style='mso-list:l0 level9 lfo1'>x" * times(20_000),
        "lines of code": lambda: "<pre>" + "1. x\n" * times(150_000),
    }


def assert_conversion_takes_less_than(cpu_seconds: int, html: str) -> None:
    start = time.process_time()
    convert(html)
    assert time.process_time() - start < cpu_seconds


@pytest.mark.extended
@each_case("name", shapes(SHORT))
def test_conversion_finishes_soon(name: str) -> None:
    assert_conversion_takes_less_than(1, shapes(SHORT)[name]())


# The ampersands are so many that the result is not read again, and take a fifth of a second.
LONGEST = [
    name if name == "ampersands" else pytest.param(name, marks=pytest.mark.long)
    for name in shapes(1)
]


@pytest.mark.extended
@pytest.mark.parametrize("name", LONGEST)
def test_conversion_of_the_longest_html_finishes_soon(name: str) -> None:
    assert_conversion_takes_less_than(10, shapes(1)[name]())


@each_case("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "details", "span", "font"])
def test_deep_nesting_keeps_the_words(tag: str) -> None:
    assert "kept words" in convert(f"<{tag}>" * (1_000 if QUICK else 5_000) + "kept words").markdown
