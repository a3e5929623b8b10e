"""Limits how deep blocks can nest. Markers beyond the limit stay text, so no text is lost."""

from collections.abc import Callable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock

from serial.markup.syntax.work import count_nested_lines

# A list takes two levels, a quotation or container one. The parser's own limit drops the text
# beyond it, and each level takes four frames of Python's stack.
MAX_NESTING: Final = 30
_NESTING_RULES: Final = {"blockquote", "list", "footnote_def", "container_fiction"}
# The blocks that read all of their lines before the blocks in them are parsed.
_READ_AHEAD: Final = {"blockquote", "container"}


def nesting_limit_plugin(md: MarkdownIt) -> None:
    for rule in list(md.block.ruler.__rules__):
        if rule.name in _NESTING_RULES:
            md.block.ruler.at(rule.name, _limit_nesting(rule.fn), {"alt": rule.alt})
    md.block.tokenize = _count_lines(md.block.tokenize)  # type: ignore[assignment, method-assign]


def _limit_nesting(parse: RuleFuncBlockType) -> RuleFuncBlockType:
    def parse_within_limit(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < MAX_NESTING and parse(state, start, end, silent)

    return parse_within_limit


def _count_lines(
    tokenize: Callable[[StateBlock, int, int], None],
) -> Callable[[StateBlock, int, int], None]:
    def tokenize_and_count(state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.parentType in _READ_AHEAD:
            count_nested_lines(state, endLine - startLine)
        tokenize(state, startLine, endLine)

    return tokenize_and_count
