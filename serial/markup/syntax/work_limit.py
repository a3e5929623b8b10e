"""Limits the formatting of one text, so that none takes long to render.

The limit counts work, never seconds: a text is formatted everywhere or nowhere.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from serial.markup.limits import MAX_SOURCE_LENGTH, TooMuchMarkup

# A unit of work is one token of a block, or one character that may begin inline markup. A line
# end in a paragraph, the parts of a link and a footnote mark count more. A unit takes up to 10 µs
# of CPU time, measured on the shapes of tests/markup/hostile_shapes.py: 64 kB of any of them take
# about 250 ms at most (x86-64, Python 3.11, November 2026; `make bench ONLY=rendering`). Prose
# has one unit for about twenty characters.
BASE_WORK: Final = 8_000
WORK_PER_CHARACTER: Final = 0.35
_INLINE_MARK: Final = re.compile(r"[*_~\[\]<>!`&@\\:]")
_BLOCK_MARK: Final = re.compile(r"[-+*>:#=`~<\[]|[0-9][.)]")
_MORE_WORK: Final = {"\n": 2, "](": 4, "://": 4, "href": 4, "[^": 5, "</": 2}


def work_limit_plugin(md: MarkdownIt) -> None:
    """Makes parse() and render() raise TooMuchMarkup for a text beyond a limit."""
    md.core.ruler.at("block", _parse_blocks)


class _CountedTokens(list[Token]):
    """A list that raises TooMuchMarkup when it gets more tokens than `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def append(self, token: Token) -> None:
        if len(self) >= self.limit:
            raise TooMuchMarkup
        super().append(token)


def _parse_blocks(state: StateCore) -> None:
    source = state.src
    if len(source) > MAX_SOURCE_LENGTH:
        raise TooMuchMarkup
    limit = _limit(source)
    tokens = _CountedTokens(limit) if _may_have_more_tokens(source, limit) else []
    state.md.block.parse(source, state.md, state.env, tokens)
    if len(tokens) + _inline_work("\0".join(token.content for token in tokens)) > limit:
        raise TooMuchMarkup
    state.tokens.extend(tokens)


def _limit(source: str) -> int:
    return BASE_WORK + int(len(source) * WORK_PER_CHARACTER)


def may_exceed_limit(source: str) -> bool:
    """Whether parse() may raise TooMuchMarkup. Takes a tenth of the time; False is certain.

    A block has at most four tokens for each of its marks, and a line eight without marks. Cells
    that are missing in a row of a table have no marks: a table may always exceed the limit.
    """
    tokens = source.count("\n") * 8 + len(_BLOCK_MARK.findall(source)) * 4
    return "|" in source or tokens + _inline_work(source) > _limit(source)


def _may_have_more_tokens(source: str, limit: int) -> bool:
    """A line makes at most eight tokens, if it nests no blocks, and each cell of a table three."""
    return source.count("\n") * 8 + source.count("|") * 3 + source.count(">") * 2 > limit // 2


def _inline_work(content: str) -> int:
    work = len(_INLINE_MARK.findall(content))
    return work + sum(n * content.count(mark) for mark, n in _MORE_WORK.items())
