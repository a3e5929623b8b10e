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

# A unit of work is one token of a block (an item of a list two), a line of a block that is
# in another one, or one character that may begin inline markup. A line end in a paragraph, an
# address, the parts of a link and a footnote mark count more. In a block of raw HTML, a start tag
# counts three units and an end tag one. A unit takes up to 9 µs of CPU time,
# measured on the shapes of tests/markup/hostile_shapes.py (x86-64, Python 3.11, November 2026;
# `make bench ONLY=rendering`). Prose has one unit for about twenty characters. The densest real
# shape, a chat of 42 characters for two paragraphs with three pairs of marks, has one for 2.3
# characters: nine tenths of what 64 kB may have; the same chat in HTML has 65 %, and the densest of
# the texts converted from word processors (tests/markup/converting/fixtures), repeated, 60 %.
BASE_WORK: Final = 8_000
WORK_PER_CHARACTER: Final = 0.35
_INLINE_MARK: Final = re.compile(r"[*_~\[\]<>!`&@\\:]")
_BLOCK_MARK: Final = re.compile(r"[-+*>:#=`~<\[]|[0-9][.)]")
_ITEM: Final = r"(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)"
_NESTING: Final = r"(?:>|\[\^|:::)"
# Not a scene break such as "* * *", and not an item of a list that is in no other block.
_NESTED_LINE: Final = re.compile(
    rf"^(?![ \t]*(?:[-*][ \t]*){{3,}}$)"
    rf"(?:[ \t]*{_NESTING}|[ \t]+{_ITEM}|{_ITEM}[ \t]*(?:{_NESTING}|{_ITEM}))",
    re.MULTILINE,
)
_MORE_WORK: Final = {"\n": 2, "@": 3, "](": 4, "://": 4, "href": 4, "[^": 5, "</": 2}


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

    A block has at most four tokens for each of its marks, and a line eight without marks, or 38 if
    it may be in blocks in other blocks. Cells that are missing in a row of a table have no marks: a
    table may always exceed the limit.
    """
    per_line = 8 + MAX_NESTING * (_NESTED_LINE.search(source) is not None)
    tokens = source.count("\n") * per_line + len(_BLOCK_MARK.findall(source)) * 4
    return "|" in source or tokens + _inline_work(source) > _limit(source)


def _html_work(content: str) -> int:
    return 3 * content.count("<") - 2 * content.count("</")


def _inline_work(content: str) -> int:
    work = len(_INLINE_MARK.findall(content))
    return work + sum(n * content.count(mark) for mark, n in _MORE_WORK.items())
