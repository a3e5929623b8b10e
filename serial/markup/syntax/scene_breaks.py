"""Scene breaks: converts the ornaments that authors type between scenes to thematic breaks."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ORNAMENT: Final = re.compile(r"(?:[#~*⁂][ \t\u00a0]*)+")
_EMPTY_ITEM: Final = ["bullet_list_open", "list_item_open", "list_item_close", "bullet_list_close"]


def scene_breaks_plugin(md: MarkdownIt) -> None:
    """Adds the ornaments that are not thematic breaks in CommonMark."""
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
        content = tokens[index + 1].content
        return 3 if content[:1] in "#~*⁂\\" and _is_ornament(content) else 0
    if token.type == "heading_open":
        # In CommonMark, a line with only "#" is an empty heading.
        content = tokens[index + 1].content
        return 3 if token.markup[0] == "#" and not content.strip("# \t\u00a0") else 0
    if token.type == "bullet_list_open" and token.markup == "*":
        # In CommonMark, a single "*" is a list with one empty item.
        return 4 if [t.type for t in tokens[index : index + 4]] == _EMPTY_ITEM else 0
    return 0


def _is_ornament(content: str) -> bool:
    return _ORNAMENT.fullmatch(content.replace("\\", "")) is not None
