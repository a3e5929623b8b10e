"""Limits how deep blocks can nest. Markers beyond the limit stay text, so no text is lost."""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock

# A list takes two levels, a quotation or container one. The parser's own limit drops the text
# beyond it, and each level takes four frames of Python's stack.
MAX_NESTING: Final = 30
_NESTING_RULES: Final = {"blockquote", "list", "footnote_def", "container_fiction"}


def nesting_limit_plugin(md: MarkdownIt) -> None:
    for rule in list(md.block.ruler.__rules__):
        if rule.name in _NESTING_RULES:
            md.block.ruler.at(rule.name, _limit_nesting(rule.fn), {"alt": rule.alt})


def _limit_nesting(parse: RuleFuncBlockType) -> RuleFuncBlockType:
    def parse_within_limit(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < MAX_NESTING and parse(state, start, end, silent)

    return parse_within_limit
