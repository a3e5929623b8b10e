"""Properties of rendering that hold for all texts."""

import re
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.rendering import Options, render
from serial.markup.sanitizing.characters import clean_source
from serial.markup.sanitizing.cleaning import sanitize
from tests.markup.page import tree
from tests.sampling import examples

# Strings with a meaning in Markdown, in HTML or in our extensions, joined in any order.
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
    "<thead>", "😀", "م", "|", "|-|\n", "<center>", "</center>", "<h1>", "</h1>", "</i>", "</ul>",
    "</li>", "</details>", "</summary>", "<form>", "</form>", "</tr>", "</section>", "\u200b",
    "</blockquote>", "<Title>", "<!-- x -->", "<font color=x>", "</font>",
]
# fmt: on
PARAGRAPH_PARENTS = {"root", "div", "blockquote", "details", "section", "ul", "ol", "tr"}
marked_up = st.lists(st.sampled_from(MARKS), max_size=30).map("".join)
anything = st.text(st.characters(exclude_categories=[])) | marked_up
options = st.builds(
    Options,
    language=st.sampled_from(["en", "de"]),
    smart_punctuation=st.booleans(),
    trusted=st.booleans(),
)


@settings(max_examples=examples(400))
@given(anything, options)
def test_html_is_well_formed_and_sanitized(source: str, options: Options) -> None:
    html = render(source, options).html
    tree(html)
    assert sanitize(html, options) == html


@settings(max_examples=examples(300))
@given(anything)
def test_all_text_has_a_block(source: str) -> None:
    """Text may stand directly in these elements, or in one that holds paragraphs only."""
    for element in tree(render(source, Options()).html).iter():
        if element.tag in PARAGRAPH_PARENTS:
            texts = [element.text, *(child.tail for child in element)]
            assert not "".join(text or "" for text in texts).strip()


@settings(max_examples=examples(400))
@given(anything, options)
def test_sanitizing_twice_equals_sanitizing_once(html: str, options: Options) -> None:
    once = sanitize(html, options)
    tree(once)
    assert sanitize(once, options) == once


@settings(max_examples=examples(100))
@given(anything)
def test_cleaned_source_is_clean(text: str) -> None:
    cleaned = clean_source(text)
    assert clean_source(cleaned) == cleaned
    assert "\r" not in cleaned
    tree(escape(cleaned))


@settings(max_examples=examples(100))
@given(anything, options)
def test_text_without_markup_keeps_its_letters_and_digits(source: str, options: Options) -> None:
    source = re.sub(r"[^\w\s\"'.,!?—–-]|_", "", clean_source(source))
    source = re.sub(r"^\s*[-\d]+", "", source, flags=re.MULTILINE)
    kept = [c for c in render(source, options).text if c.isalnum()]
    assert kept == [c for c in source if c.isalnum()]


prose = st.lists(
    st.sampled_from(["Word", "it", "'em", "80", " ", "\n", '"', "'", "--", "...", ",", "—", "5'10"])
).map("".join)


@settings(max_examples=examples(300))
@given(prose)
def test_smart_punctuation_changes_only_punctuation(typed: str) -> None:
    typed = typed.replace("\n\n", "\n")
    plain = render(typed, Options(smart_punctuation=False)).text
    smart = render(typed, Options()).text
    assert _with_straight_punctuation(smart) == _with_straight_punctuation(plain)


def _with_straight_punctuation(text: str) -> str:
    text = text.translate(str.maketrans("“”‘’′″", "\"\"'''\""))
    return re.sub("---|[—–]", "--", text.replace("…", "..."))


@settings(max_examples=examples(200))
@given(anything, options)
def test_rendering_is_deterministic(source: str, options: Options) -> None:
    assert render(source, options) == render(source, options)


@settings(max_examples=examples(100))
@given(anything, options)
def test_plain_text_has_no_forbidden_characters(source: str, options: Options) -> None:
    tree(escape(render(source, options).text))
