"""What holds for any text whatever."""

import re
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.rendering import Options, render
from serial.markup.sanitizing.cleaning import clean_source, sanitize
from tests.markup.page import tree

# Pieces that mean something to Markdown, to HTML or to us, in any order.
# fmt: off
MARKS = [
    "a", "b ", "\n", "\n\n", "    ", "\t", "*", "**", "_", "`", "```\n", "~~", "~", "#", "# ",
    "> ", "- ", "1. ", "::: letter\n", "::: spoiler x\n", ":::\n", "[", "](", "/u)", "![", "]: /x",
    "[^1]", "[^1]: ", "^[", "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<i lang='x'>",
    "<a href='y'>", "</a>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<pre>\n", "\n</pre>",
    "<ul>", "<li>", "<details>", "<summary>", "<ruby>", "<rt>", "<h2>", "<hr>", "<br>", "<script>",
    "</script>", "<style>", "<svg>", "<select>", "<button>", "<!--", "-->", "<?", "<![CDATA[",
    "]]>", "&amp;", "&#1;", "&#13;", "&nbsp;", "&lt;", '"', "'", "—", "…", "--", "...", "\\",
    "\x0c", "\r", "\x00", "\ud800", "\ufffe", "\xa0", "=", "===", "---", "***",
    "<img src='/media/a.png'>", "<img alt='<x' src=q>", "<section>", "<blockquote>", "<col>",
    "<caption>", "<p id='text-fn-1'>", "<s>", "</s>", "<span>", "<code>", "<dl>", "<dd>",
    "<thead>", "😀", "م", "|", "|-|\n",
]
# fmt: on
marked_up = st.lists(st.sampled_from(MARKS), max_size=30).map("".join)
anything = st.text(st.characters(exclude_categories=[])) | marked_up
options = st.builds(
    Options,
    language=st.sampled_from(["en", "de"]),
    smart_punctuation=st.booleans(),
    trusted=st.booleans(),
)


@settings(max_examples=400, deadline=None)
@given(anything, options)
def test_any_text_gives_well_formed_html_that_is_clean(source: str, options: Options) -> None:
    html = render(source, options).html
    tree(html)
    assert sanitize(html, options) == html


@settings(max_examples=400, deadline=None)
@given(anything, options)
def test_sanitising_twice_is_sanitising_once(html: str, options: Options) -> None:
    once = sanitize(html, options)
    tree(once)
    assert sanitize(once, options) == once


@settings(deadline=None)
@given(anything)
def test_clean_source_is_clean(text: str) -> None:
    clean = clean_source(text)
    assert clean_source(clean) == clean
    assert "\r" not in clean
    tree(escape(clean))


@settings(deadline=None)
@given(anything, options)
def test_letters_of_unmarked_text_stay_in_order(source: str, options: Options) -> None:
    """Without the characters that mark anything up, the text has each letter and digit."""
    source = re.sub(r"[^\w\s\"'.,!?—–-]|_", "", clean_source(source))
    source = re.sub(r"^\s*[-\d]+", "", source, flags=re.MULTILINE)
    kept = [c for c in render(source, options).text if c.isalnum()]
    assert kept == [c for c in source if c.isalnum()]


prose = st.lists(
    st.sampled_from(["Word", "it", "'em", "80", " ", "\n", '"', "'", "--", "...", ",", "—", "5'10"])
).map("".join)


@settings(max_examples=300, deadline=None)
@given(prose)
def test_smart_punctuation_folds_back_to_what_was_typed(typed: str) -> None:
    typed = typed.replace("\n\n", "\n")
    plain = render(typed, Options(smart_punctuation=False)).text
    smart = render(typed, Options()).text
    assert _folded(smart) == _folded(plain)


def _folded(text: str) -> str:
    text = text.translate(str.maketrans("“”‘’′″", "\"\"'''\""))
    return text.replace("…", "...").replace("---", "--").replace("—", "--")


@settings(max_examples=200, deadline=None)
@given(anything, options)
def test_rendering_the_same_gives_the_same(source: str, options: Options) -> None:
    assert render(source, options) == render(source, options)


@settings(deadline=None)
@given(anything, options)
def test_the_plain_text_has_no_forbidden_character(source: str, options: Options) -> None:
    tree(escape(render(source, options).text))
