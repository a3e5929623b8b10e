"""How deep blocks may nest; beyond it their markers stay text, so that nothing is lost."""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock

# A list takes two levels, a quotation or container one. The parser's own limit drops what
# lies deeper, and each level costs four frames of Python's stack.
MAX_NESTING: Final = 30
_NESTING_RULES: Final = {"blockquote", "list", "footnote_def", "container_fiction"}


def cap_nesting(md: MarkdownIt) -> None:
    for rule in list(md.block.ruler.__rules__):
        if rule.name in _NESTING_RULES:
            md.block.ruler.at(rule.name, _capped(rule.fn), {"alt": rule.alt})


def _capped(parse: RuleFuncBlockType) -> RuleFuncBlockType:
    def capped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < MAX_NESTING and parse(state, start, end, silent)

    return capped
