"""Ornaments between scenes: whether a paragraph is one, and what replaces it beside a list.

The renderer decides.
"""

import re
from functools import lru_cache
from typing import Final

from serial.markup.converting.document import Block, Document, Group, SceneBreak
from serial.markup.options import Options
from serial.markup.rendering import render

_PLAIN: Final = "***"
# "* ***" is a scene break, not a list item with one. This is none after a marker.
_PLAIN_IN_ITEM: Final = "___"
# "* * *" is none: rules of CommonMark end a list.
_BULLET: Final = re.compile(r"(?!([-*])(?:\s*\1){2,}$)[-+*](?:\s|$)")
# One alone: "#" above other lines is a rule and a paragraph.
_RULE: Final = re.compile("<hr[^>]*>")
_MAX_LENGTH: Final = 40
# Ornaments have no letters, but for those that look like one: "xXx", "oOo".
_CANDIDATE: Final = re.compile(r"(?:\W|[xXoO_0])+")


def read_ornament(text: str) -> str | None:
    """Returns the ornament to write, or None if the text is not one."""
    if len(text) > _MAX_LENGTH or not _CANDIDATE.fullmatch(text):
        return None
    text = text.strip()
    if _is_rule(text):
        return text
    # "~~~~" is an ornament, but would begin a block of code.
    return _PLAIN if _is_rule("".join(f"\\{sign}" for sign in text)) else None


def settle_ornaments(document: Document) -> None:
    """Replaces ornaments that would be read as list items, in place."""
    for group in document.groups():
        blocks = group.blocks
        for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
            if not isinstance(block, SceneBreak):
                continue
            if group.kind == "li":
                block.ornament = _PLAIN_IN_ITEM
            elif _BULLET.match(block.ornament) and (_is_list(before) or _is_list(after)):
                block.ornament = _PLAIN


def _is_list(block: Block | None) -> bool:
    return isinstance(block, Group) and block.kind in ("ol", "ul")


@lru_cache(maxsize=256)
def _is_rule(text: str) -> bool:
    return _RULE.fullmatch(render(text, Options(smart_punctuation=False)).html) is not None
