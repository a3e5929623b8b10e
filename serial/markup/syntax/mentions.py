"""Mentions of members in comments: @name."""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# The username pattern of accounts.models.user, but not inside an email address.
_MENTION: Final = re.compile(r"(?<![\w@.])@([A-Za-z0-9][A-Za-z0-9_-]{0,29})(?![\w@])")


def find_mentions(text: str) -> set[str]:
    """Returns the names that the text mentions, in lower case; they may not be usernames."""
    return {name.lower() for name in _MENTION.findall(text)}


def mentions_plugin(md: MarkdownIt) -> None:
    """Marks up the mentions of members in Options.mentioned."""
    md.core.ruler.after("inline", "mentions", _mark_mentions)


def _mark_mentions(state: StateCore) -> None:
    mentioned = state.env["options"].mentioned
    if not mentioned:
        return
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = [
                part for child in token.children for part in _split_at_mentions(child, mentioned)
            ]


def _split_at_mentions(token: Token, mentioned: frozenset[str]) -> Iterator[Token]:
    if token.type != "text" or "@" not in token.content:
        yield token
        return
    end = 0
    for match in _MENTION.finditer(token.content):
        if match[1].lower() not in mentioned:
            continue
        yield _text_token(token.content[end : match.start()])
        yield Token("mention_open", "span", 1, {"class": "mention"})
        yield _text_token(match[0])
        yield Token("mention_close", "span", -1)
        end = match.end()
    yield _text_token(token.content[end:])


def _text_token(content: str) -> Token:
    return Token("text", "", 0, content=content)
