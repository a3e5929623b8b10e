"""Properties of conversion that hold for all HTML, however broken."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.converting.conversion import convert
from serial.markup.options import Options
from serial.markup.rendering import render
from tests.sampling import examples

# fmt: off
ELEMENTS = [
    "p", "div", "b", "i", "em", "strong", "u", "s", "span", "a", "ul", "ol", "li", "table", "tr",
    "td", "th", "td colspan=2", "th rowspan=3", "ul><table><tr><td",
    "h1", "h2", "h3", "blockquote", "pre", "code", "center", "sup", "details",
    "summary", "font", "ruby", "rt", "dl", "dd", "caption", "small", "q", "abbr title='x\"y'",
    "p align=center", "p align=right", "a href='http://x/y'", "a href='#n'", "a id=n href='#r'",
    "span style='font-style:italic'", "span style='font-weight:700'", "p style='margin-left:40pt'",
    "div class=letter", "p style='text-align:center'", "ol start=5", "section class=footnotes",
    "p style='mso-list:l0 level2 lfo1'", "span style='mso-list:Ignore'",
]
TEXTS = [
    "<br>", "<hr>", "<p>", "</p>", "<img alt=pic>", "a", "Word ", "b c", "*", "**", "_x_", "`",
    "~~", "# ", "1. ", "2. x", "- ", "&lt;b&gt;", "&amp;amp;", "[x](y)", "[^1]", " ", "\n",
    "&nbsp;", "***", "|", "—", "“Hi,”", "\\", "&lt;Quest&gt;", "> ", "::: letter", "\x0b", "+",
    "http://a.b", "=", "真。", "f**k", "snake_case", "@x", "<!--[if x]>y<![endif]-->", "<o:p>", "<",
]
# fmt: on
tokens = st.one_of(
    st.sampled_from([f"<{element}>" for element in ELEMENTS]),
    st.sampled_from([f"</{re.split('[ >]', element)[0]}>" for element in ELEMENTS]),
    st.sampled_from(TEXTS),
)
html_soup = st.lists(tokens, max_size=25).map("".join)


@settings(max_examples=examples(300))
@given(html_soup)
def test_markdown_reads_as_the_html_was_understood(html: str) -> None:
    report = convert(html).report
    assert report.source == report.result


@settings(max_examples=examples(200))
@given(html_soup)
def test_converting_the_result_again_changes_nothing(html: str) -> None:
    first = convert(html)
    rendered = render(first.markdown, Options(smart_punctuation=False)).html
    again = convert(rendered)
    # Every ornament is rendered as a line.
    assert again.markdown == first.markdown or first.report.source.breaks
    assert render(again.markdown, Options(smart_punctuation=False)).html == rendered


@settings(max_examples=examples(200))
@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_is_converted(html: str) -> None:
    convert(html)
