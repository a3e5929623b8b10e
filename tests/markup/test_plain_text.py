"""Conversion of rendered HTML to plain text."""

from serial.markup.rendering import Options, render
from tests.cases import each_case


@each_case(
    ("source", "text"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("One\ntwo", "One\ntwo"),
        ("One<br>two", "One\ntwo"),
        ("*One* **two** `three` ~~four~~", "One two three four"),
        ("# A\n\nb", "A\n\nb"),
        ("A\n\n***\n\nB", "A\n\n* * *\n\nB"),
        ("&lt;b&gt; &amp; &eacute; &#x2014; <", "<b> & é — <"),
        ("&amp;lt;", "&lt;"),
        ('"Yes"--no...', "“Yes”—no…"),
        ("> a\n>\n> b", "a\n\nb"),
        ("- a\n- b\n  - c", "a\nb\n\nc"),
        ("- a\n\n- b", "a\n\nb"),
        ("```\na  b\n  c\n```\nd", "a  b\n  c\n\nd"),
        ("::: spoiler Who\nHe.\n:::", "Who\n\nHe."),
        ("::: box Title\nx\n:::\ny", "Title\n\nx\n\ny"),
        ("a ![b](/media/c.png) d", "a d"),
        ("a ![b](c.png) d", "a b d"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢(かん)字"),
        ("<div>a\n   b</div><div>c</div>", "a b\n\nc"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"),
        ("a  b\u00a0\u00a0c", "a b\u00a0\u00a0c"),
        ("<b>a</b> <i> b</i>", "a b"),
        ("[a](/b 'c') <https://d.example>", "a https://d.example"),
        ("a > b < c", "a > b < c"),
        ("<abbr title='a > b'>c</abbr>", "c"),
    ],
)
def test_plain_text(source: str, text: str) -> None:
    assert render(source, Options()).text == text
