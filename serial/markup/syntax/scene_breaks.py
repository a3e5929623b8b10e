"""Scene breaks: converts what authors leave between scenes to thematic breaks."""

import re
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from serial.markup.syntax.ornaments import is_ornament

_WIDE_GAP: Final = 3  # blank lines
_WIDE: Final = re.compile(r"\n[ \t]*\n[ \t]*\n[ \t]*\n")


def scene_breaks_plugin(md: MarkdownIt) -> None:
    """Adds the ornaments that are not thematic breaks in CommonMark, and wide gaps."""
    md.core.ruler.after("block", "scene_gaps", _fill_wide_gaps)
    md.core.ruler.after("block", "scene_breaks", _replace_ornaments)


def _replace_ornaments(state: StateCore) -> None:
    tokens = state.tokens
    if not any(_ornament_length(tokens, index) for index in range(len(tokens))):
        return
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        length = _ornament_length(tokens, index)
        if length:
            out.append(Token("hr", "hr", 0, map=tokens[index].map, block=True))
        else:
            out.append(tokens[index])
        index += length or 1
    state.tokens = out


def _ornament_length(tokens: list[Token], index: int) -> int:
    """Returns how many tokens, from this index on, are an ornament; 0 if they are none."""
    token = tokens[index]
    if token.type == "paragraph_open":
        return 3 if is_ornament(tokens[index + 1].content) else 0
    if token.type == "heading_open" and token.markup[0] == "#":
        # In CommonMark, a line with only "#" is an empty heading.
        content = tokens[index + 1].content
        return 3 if not content or is_ornament(content) else 0
    return 0


def _fill_wide_gaps(state: StateCore) -> None:
    """Adds a scene break where an author left three or more blank lines between paragraphs.

    Only if they are certain: the text has no other scene breaks, and at least twice as many
    paragraphs have one blank line between them.
    """
    if not _WIDE.search(state.src) or any(token.type == "hr" for token in state.tokens):
        return
    gaps = {id(opening): gap for opening, gap in _gaps(state.tokens)}
    wide = sum(gap >= _WIDE_GAP for gap in gaps.values())
    if not wide or sum(gap == 1 for gap in gaps.values()) < 2 * wide:
        return
    out: list[Token] = []
    for token in state.tokens:
        if gaps.get(id(token), 0) >= _WIDE_GAP:
            out.append(Token("hr", "hr", 0, map=token.map, block=True))
        out.append(token)
    state.tokens = out


def _gaps(tokens: list[Token]) -> list[tuple[Token, int]]:
    """Returns each outer paragraph that follows another, with the blank lines between them."""
    outer = [token for token in tokens if token.block and token.level == 0 and token.map]
    return [
        (after, after.map[0] - before.map[1])
        for before, after in pairwise(outer)
        if before.map and after.map and before.type == after.type == "paragraph_open"
    ]
