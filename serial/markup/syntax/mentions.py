"""Members named in a comment: @name."""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# As user names are made of (accounts.models.user), and not within a mail address.
_MENTION: Final = re.compile(r"(?<![\w@.])@([A-Za-z0-9][A-Za-z0-9_-]{0,29})(?![\w@])")


def find_mentions(text: str) -> set[str]:
    """The names that a text may mention, in lower case."""
    return {name.lower() for name in _MENTION.findall(text)}


def mentions(md: MarkdownIt) -> None:
    """Marks the names that the options know to be somebody's."""
    md.core.ruler.after("inline", "mentions", _mark)


def _mark(state: StateCore) -> None:
    known = state.env["options"].mentioned
    if not known:
        return
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = [each for child in token.children for each in _split(child, known)]


def _split(token: Token, known: frozenset[str]) -> Iterator[Token]:
    if token.type != "text" or "@" not in token.content:
        yield token
        return
    end = 0
    for found in _MENTION.finditer(token.content):
        if found[1].lower() not in known:
            continue
        yield _text(token.content[end : found.start()])
        yield Token("mention_open", "span", 1, {"class": "mention"})
        yield _text(found[0])
        yield Token("mention_close", "span", -1)
        end = found.end()
    yield _text(token.content[end:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
