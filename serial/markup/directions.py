"""Directions of text: marks each block whose letters run from right to left.

Each block takes the direction of its own first letter. Text without letters of a right-to-left
script needs no mark, so its HTML does not grow: what surrounds it on the page has dir="auto",
which passes over blocks that have a mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Hebrew, Arabic and others, in the ranges that Unicode reserves for scripts from right to left.
_RTL: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_ENTITY: Final = re.compile(r"&#?[a-z0-9]+;")
# Attribute values never contain ">": see well_formed.py.
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_DIR: Final = re.compile(r' dir="([a-z]+)"')
_BLOCKS: Final = frozenset(
    {"blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure"}
    | {"h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "section", "summary", "table"}
    | {"td", "th", "ul"}
)


@dataclass
class _Block:
    """An element; its attributes begin at `offset` of the HTML.

    direction: of its first letter, or as its own attribute says; empty if it has neither.
    effective: the direction that it has on the page.
    """

    parent: "_Block | None"
    offset: int
    direction: str
    is_marked: bool
    has_blocks: bool = False
    effective: str = "ltr"


def mark_directions(html: str) -> str:
    """Returns our own well-formed HTML with a dir attribute where a block needs one."""
    if not _RTL.search(html):
        return html
    out: list[str] = []
    end = 0
    for offset, mark in _marks(_find_blocks(html)):
        out.append(f'{html[end:offset]} dir="{mark}"')
        end = offset
    return "".join(out) + html[end:]


def _find_blocks(html: str) -> list[_Block]:
    """Returns the blocks in the order of their start tags."""
    blocks: list[_Block] = []
    open_blocks: list[_Block] = []
    end = 0
    for tag in _TAG.finditer(html):
        _set_direction(open_blocks, html[end : tag.start()])
        end = tag.end()
        if tag[2] in _BLOCKS and tag[1]:
            open_blocks.pop()
        elif tag[2] in _BLOCKS:
            open_blocks.append(_open_block(tag, open_blocks[-1] if open_blocks else None))
            blocks.append(open_blocks[-1])
    return blocks


def _open_block(tag: re.Match[str], parent: _Block | None) -> _Block:
    if parent:
        parent.has_blocks = True
    marked = _DIR.search(tag[3])
    direction = marked[1] if marked and marked[1] != "auto" else ""
    return _Block(parent, tag.end(2), direction, is_marked=marked is not None)


def _set_direction(open_blocks: list[_Block], text: str) -> None:
    letter = _LETTER.search(_ENTITY.sub("", text)) if open_blocks else None
    if letter:
        for block in open_blocks:
            block.direction = block.direction or ("rtl" if _RTL.match(letter[0]) else "ltr")


def _marks(blocks: list[_Block]) -> Iterator[tuple[int, str]]:
    """Yields each offset where an attribute is needed, and its value."""
    last_direction = ""
    for block in blocks:
        parent_direction = block.parent.effective if block.parent else "ltr"
        # Text without letters, such as "…!", goes on in the direction of the text above.
        wanted = block.direction or (not block.has_blocks and last_direction) or parent_direction
        block.effective = wanted
        if wanted != parent_direction and not block.is_marked:
            # The browser does not see letters inside of other blocks that are marked.
            yield block.offset, "auto" if block.direction and not block.has_blocks else wanted
        last_direction = block.direction or last_direction
