"""Limits the formatting of one text, so that none takes long to render.

The limit counts work, never seconds: a text is formatted everywhere or nowhere.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from serial.markup.limits import MAX_SOURCE_LENGTH, TooMuchMarkup
from serial.markup.syntax.nesting import MAX_NESTING
from serial.markup.syntax.work import CountedTokens, start_counting

# A unit of work is one token of a block (some count more: work.py), a line of a block that is
# in another one, a line that may be an item of a list or begins a paragraph without a letter, or
# one character that may begin inline markup. A further line of a paragraph, an address, the parts
# of a link, a footnote mark, a tag that is not ended and many single quotation marks count more.
# In a block of raw HTML, a start tag counts three units and an end tag one. An attribute counts
# two. A unit takes up to 7 µs of CPU time, measured on the shapes of
# tests/markup/hostile_shapes.py (x86-64, Python 3.11, November 2026; `make bench ONLY=rendering`).
# Prose has one unit for about twenty characters. The densest real shape, a chat of 42 characters
# for two paragraphs with three pairs of marks, has one for 2.3 characters: nine tenths of what
# 64 kB may have; the same chat in HTML has 67 %, and the densest of the texts converted from word
# processors (tests/markup/converting/fixtures), repeated, 63 %.
BASE_WORK: Final = 8_000
WORK_PER_CHARACTER: Final = 0.35
_INLINE_MARK: Final = re.compile(r"[*_~\[\]<>!`&@\\:]")
# Prose has at most one for this many characters; each further one takes as long as three units.
_SINGLE_QUOTES: Final = "'\u2018\u2019"
_CHARACTERS_PER_QUOTE: Final = 8
_UNITS_PER_QUOTE: Final = 3
_BLOCK_MARK: Final = re.compile(r"[-+*>:#=`~<\[]|[0-9][.)]")
_ITEM: Final = r"(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)"
_NESTING: Final = r"(?:>|\[\^|:::)"
# The patterns of lines begin with the end of the line before, which is found three times as fast as
# "^".
# Not a scene break such as "* * *", and not an item of text in a list that is in no other block.
_NESTED_LINE: Final = re.compile(
    rf"\n(?![ \t]*(?:[-*][ \t]*){{3,}}$)"
    rf"(?:[ \t]*{_NESTING}|[ \t]+{_ITEM}|{_ITEM}[ \t]*(?:{_NESTING}|{_ITEM}|#))",
    re.MULTILINE,
)
_LINE: Final = re.compile(r"\n[ \t]*+[^ \t\n]")
_ITEM_LINE: Final = re.compile(rf"\n[ \t]*{_ITEM}", re.MULTILINE)
_HEADING: Final = re.compile(r"\n[ \t]*#")
_ATTRIBUTE: Final = re.compile("[A-Za-z]=")
_MORE_WORK: Final = {"@": 3, "](": 4, "://": 4, "href": 4, "[^": 5, "</": 2}


def work_limit_plugin(md: MarkdownIt) -> None:
    """Makes parse() and render() raise TooMuchMarkup for a text beyond a limit."""
    md.core.ruler.at("block", _parse_blocks)


def _parse_blocks(state: StateCore) -> None:
    source = state.src
    if len(source) > MAX_SOURCE_LENGTH:
        raise TooMuchMarkup
    work = start_counting(state, _limit(source))
    tokens = CountedTokens(work)
    state.md.block.parse(source, state.md, state.env, tokens)
    work.add(_html_work("\0".join(t.content for t in tokens if t.type == "html_block")))
    work.add(_inline_work("\0".join(t.content for t in tokens if t.type != "html_block")))
    state.tokens.extend(tokens)


def _limit(source: str) -> int:
    return BASE_WORK + int(len(source) * WORK_PER_CHARACTER)


def may_exceed_limit(source: str) -> bool:
    """Whether parse() may raise TooMuchMarkup. False is certain.

    Cells that are missing in a row of a table have no marks: a table may always exceed the limit.
    """
    return "|" in source or _most_work(source) > _limit(source)


def _most_work(source: str) -> int:
    """Returns at least the work of a text without tables.

    A line begins a block of at most four units, a heading of six, or a list whose item and
    paragraph take ten, or goes on with a paragraph. If blocks may be in other blocks, which end
    with them, it has at most five units for each of its marks and 40 without marks.
    """
    # End tags in blocks of HTML end nothing in paragraphs, and their text makes nothing rarer.
    marks = _inline_work(source) + 2 * source.count("</")
    marks += _UNITS_PER_QUOTE * _count_quotes(source)
    lines = f"\n{source}"
    if _NESTED_LINE.search(lines):
        line_work = source.count("\n") * (10 + MAX_NESTING)
        return line_work + len(_BLOCK_MARK.findall(source)) * 5 + marks
    line_work = 4 * len(_LINE.findall(lines)) + 2 * len(_HEADING.findall(lines))
    line_work += 6 * len(_ITEM_LINE.findall(lines))
    return line_work + _html_work(source) + marks


def _html_work(content: str) -> int:
    return 3 * content.count("<") - 2 * content.count("</") + _attribute_work(content)


def _inline_work(content: str) -> int:
    work = len(_INLINE_MARK.findall(content)) + _attribute_work(content) + _quote_work(content)
    work += 2 * max(0, content.count("<") - 2 * content.count("</"))
    return work + sum(n * content.count(mark) for mark, n in _MORE_WORK.items())


def _attribute_work(content: str) -> int:
    return 2 * len(_ATTRIBUTE.findall(content)) if "<" in content else 0


def _quote_work(content: str) -> int:
    return _UNITS_PER_QUOTE * max(0, _count_quotes(content) - len(content) // _CHARACTERS_PER_QUOTE)


def _count_quotes(content: str) -> int:
    return sum(content.count(mark) for mark in _SINGLE_QUOTES)
