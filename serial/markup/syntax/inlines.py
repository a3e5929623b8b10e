"""Parsing the text of each block, within bounds."""

from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

# Each open bracket is looked for to the end of its paragraph, at every level again.
_DEEPEST_BRACKETS: Final = 20


def inlines(md: MarkdownIt) -> None:
    md.core.ruler.at("inline", _parse)


def _parse(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            md = _literal() if _brackets_are_too_deep(token.content) else state.md
            md.inline.parse(token.content, md, state.env, token.children)


def _brackets_are_too_deep(content: str) -> bool:
    if content.count("[") <= _DEEPEST_BRACKETS:
        return False
    depth = 0
    for character in content:
        if character == "[":
            depth += 1
            if depth > _DEEPEST_BRACKETS:
                return True
        elif character == "]" and depth:
            depth -= 1
    return False


@cache
def _literal() -> MarkdownIt:
    """Line breaks, escapes and entities; every other mark stays as it was typed."""
    return MarkdownIt("zero", {"breaks": True, "xhtmlOut": True}).enable(
        ["newline", "escape", "entity"]
    )
