"""Mentions of members in comments: @name.

A mention addresses somebody: names in quotations, links, URLs, email addresses and code do not.
What may stand before and after a name follows twitter-text: no Latin letter, and before it no sign
that masks a word (f*@k). Languages that put no spaces between words need none here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# A username of accounts.models.user has at most this many characters.
_MAX_NAME_LENGTH: Final = 30
_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u1e00-\u1eff"
_MENTION: Final = re.compile(
    rf"(?<![{_LATIN}0-9_!#$%&*@\uff20.])[@\uff20]"
    rf"(?P<name>[A-Za-z0-9][A-Za-z0-9_-]*+)(?![{_LATIN}@\uff20]|://)"
)
_DOMAIN: Final = re.compile(r"\.[A-Za-z]{2}")
# With or without a scheme: people type medium.com/@name.
_URL: Final = re.compile(
    r"(?:(?<![A-Za-z])(?:[A-Za-z]{2,20}://|www\.)|(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/)"
    r"[!-~]*"
)


def mentions_plugin(md: MarkdownIt) -> None:
    """Marks up the mentions of members in Options.mentioned."""
    # The text on both sides of a backslash is one token only after "text_join".
    md.core.ruler.after("text_join", "mentions", _mark_mentions)


def find_names(tokens: Iterable[Token]) -> Iterator[str]:
    """Yields each name that the parsed text may mention, as long as it was typed."""
    for token in _outside_quotations(tokens):
        for child in _outside_links(token.children or []):
            yield from (match["name"] for match in _find_mentions(child.content))


def possible_usernames(name: str) -> Iterator[str]:
    """Yields the usernames in lower case that `@name` may mean, the longest first.

    After a name people write hyphens and underscores (`@anna--thanks`, `@anna_`, `@anna-san`).
    """
    name = name[: _MAX_NAME_LENGTH + 1].lower()
    words = len(name.rstrip("-_"))
    for end in range(len(name), 0, -1):
        is_edge = end >= words or name[end] == "-" or name[end - 1] == "-"
        if end <= _MAX_NAME_LENGTH and is_edge:
            yield name[:end]


def _mark_mentions(state: StateCore) -> None:
    mentioned = state.env["options"].mentioned
    if not mentioned:
        return
    for token in _outside_quotations(state.tokens):
        markable = {id(child) for child in _outside_links(token.children or [])}
        token.children = [
            part
            for child in token.children or []
            for part in (_split_at_mentions(child, mentioned) if id(child) in markable else [child])
        ]


def _outside_quotations(tokens: Iterable[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        if token.type in ("blockquote_open", "blockquote_close"):
            depth += token.nesting
        elif token.type == "inline" and not depth:
            yield token


def _outside_links(children: Sequence[Token]) -> Iterator[Token]:
    """Yields the children with text that is not in a link."""
    depth = 0
    for child in children:
        if child.type in ("link_open", "link_close"):
            depth += child.nesting
        elif child.type == "text" and not depth:
            yield child


def _find_mentions(text: str) -> Iterator["re.Match[str]"]:
    if "@" not in text and "\uff20" not in text:
        return
    urls = [match.span() for match in _URL.finditer(text)]
    for match in _MENTION.finditer(text):
        while urls and urls[0][1] <= match.start():
            urls.pop(0)
        is_in_url = bool(urls) and urls[0][0] <= match.start()
        if not is_in_url and not _is_email(text, match):
            yield match


def _is_email(text: str, match: "re.Match[str]") -> bool:
    """Whether a letter or sign right before the mention makes it one: почта@example.org."""
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    is_joined = before.isalnum() or before in ("+", "-", "_")
    return is_joined and _DOMAIN.match(text, match.end()) is not None


def _split_at_mentions(token: Token, mentioned: frozenset[str]) -> Iterator[Token]:
    end = 0
    for match in _find_mentions(token.content):
        usernames = (name for name in possible_usernames(match["name"]) if name in mentioned)
        username = next(usernames, None)
        if username is None:
            continue
        yield _text_token(token.content[end : match.start()])
        end = match.start("name") + len(username)
        yield Token("mention_open", "span", 1, {"class": "mention"})
        yield _text_token(token.content[match.start() : end])
        yield Token("mention_close", "span", -1)
    yield _text_token(token.content[end:])


def _text_token(content: str) -> Token:
    return Token("text", "", 0, content=content)
