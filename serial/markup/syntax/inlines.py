"""Parses the inline content of each block, with a limit on nested brackets."""

import re
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# What the rules for inline content begin with. All other content is one piece of text.
_MARK: Final = re.compile(r"[\n\\`~*_\[<&]|://")
# For each open bracket, the parser searches the rest of the paragraph, again at every level.
_MAX_BRACKET_DEPTH: Final = 8


def inlines_plugin(md: MarkdownIt) -> None:
    md.core.ruler.at("inline", _parse_inlines)


def _parse_inlines(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if not _MARK.search(token.content):
                if token.content:
                    token.children.append(Token("text", "", 0, content=token.content))
                continue
            md = _literal_parser() if _has_too_deep_brackets(token.content) else state.md
            md.inline.parse(token.content, md, state.env, token.children)


def _has_too_deep_brackets(content: str) -> bool:
    if content.count("[") <= _MAX_BRACKET_DEPTH:
        return False
    depth = 0
    for character in content:
        if character == "[":
            depth += 1
            if depth > _MAX_BRACKET_DEPTH:
                return True
        elif character == "]" and depth:
            depth -= 1
    return False


@cache
def _literal_parser() -> MarkdownIt:
    """A parser for line breaks, escapes and entities only; all other markup stays as typed."""
    return MarkdownIt("zero", {"breaks": True, "xhtmlOut": True}).enable(
        ["newline", "escape", "entity"]
    )
