"""Moves end tags out of a list or quotation that their element contains.

In "<details>", a list, and "</details>" at the end of the last item, Markdown makes the end tag
part of the item, but it ends an element around the list.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from serial.markup.tags import find_tags

_CONTAINERS: Final = {"blockquote", "bullet_list", "list_item", "ordered_list"}
_LISTS_AND_QUOTATIONS: Final = {f"{name}_close" for name in _CONTAINERS}
_CLOSINGS: Final = _LISTS_AND_QUOTATIONS | {"paragraph_close"}
_END_TAG: Final = re.compile(r"</([a-z][a-z0-9-]*)\s*>", re.IGNORECASE)


@dataclass(slots=True)
class _Scope:
    """How many elements of each name are open in one parent; end tags without a start tag."""

    opened: Counter[str] = field(default_factory=Counter)
    lone_ends: Counter[str] = field(default_factory=Counter)

    def add(self, html: str) -> None:
        for tag in find_tags(html):
            if tag.nesting >= 0:
                self.opened[tag.name] += tag.nesting
            elif self.opened[tag.name]:
                self.opened[tag.name] -= 1
            else:
                self.lone_ends[tag.name] += 1


def move_trailing_end_tags(tokens: list[Token]) -> list[Token]:
    """Returns the tokens with each such end tag after the list or quotation."""
    if not any(token.type in _LISTS_AND_QUOTATIONS for token in tokens):
        return tokens
    out: list[Token] = []
    scopes = [_Scope()]
    for token in tokens:
        out.append(token)
        if token.type == "html_block":
            scopes[-1].add(token.content)
        elif token.type == "inline":
            for child in token.children or []:
                if child.type == "html_inline":
                    scopes[-1].add(child.content)
        elif token.tag != "p" and token.nesting > 0:
            scopes.append(_Scope())
        elif token.tag != "p" and token.nesting < 0:
            scope = scopes.pop()
            if token.type in _CLOSINGS and (html := _take_end_tags(out, scope, scopes)):
                scopes[-1].add(html)
                out.append(Token("html_block", "", 0, content=html, block=True))
    return out


def _take_end_tags(out: list[Token], scope: _Scope, outer_scopes: list[_Scope]) -> str:
    """Removes the end tags at the end that belong to an element further out; returns them."""
    leaf = next(token for token in reversed(out) if token.type not in _CLOSINGS)
    taken = []
    for name, html in _trailing_end_tags(leaf):
        if not scope.lone_ends[name] or not any(outer.opened[name] for outer in outer_scopes):
            break
        scope.lone_ends[name] -= 1
        taken.append(html)
    if leaf.type == "html_block":
        leaf.content = leaf.content[: len(leaf.content) - sum(map(len, taken))]
    elif taken and leaf.children:
        del leaf.children[-len(taken) :]
    return "".join(reversed(taken))


def _trailing_end_tags(leaf: Token) -> Iterator[tuple[str, str]]:
    """Yields the end tags at the end, from the last, as their name and their HTML."""
    if leaf.type == "html_block":
        end = len(leaf.content)
        for tag in reversed(list(find_tags(leaf.content))):
            if tag.nesting >= 0 or leaf.content[tag.end : end].strip():
                break
            yield tag.name, leaf.content[tag.start : end]
            end = tag.start
    for child in reversed(leaf.children or [] if leaf.type == "inline" else []):
        match = _END_TAG.fullmatch(child.content) if child.type == "html_inline" else None
        if not match:
            break
        yield match[1].lower(), child.content
