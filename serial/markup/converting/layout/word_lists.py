"""Lists in Word's HTML: paragraphs with a level and a marker, without <ul> or <ol>."""

import re
from typing import Final

from serial.markup.converting.document import Block, Group, Paragraph, Run

_LEVEL: Final = re.compile(r"list:\S+ level([1-9])")
_CLASS: Final = "MsoListParagraph"
_BULLET: Final = re.compile("([\u00b7\u2022\u25aa\u25cf\u25e6\u2013o§-]|[0-9]{1,3}[.)])[ \u00a0]+")
_NUMBER: Final = re.compile(r"([0-9]{1,9}|[a-z]{1,3})[.)]", re.IGNORECASE)
_MAX_LEVEL: Final = 6


def list_level(mso: str, classes: str) -> int:
    """Returns the level that Word notes for a paragraph, from 1, or 0."""
    match = _LEVEL.search(mso)
    if match:
        return min(int(match[1]), _MAX_LEVEL)
    return 1 if classes.startswith(_CLASS) else 0


def take_marker(paragraph: Paragraph) -> None:
    """Takes the marker out of the text. Without one, the paragraph is no list item.

    Word's "filtered" HTML does not tell markers from text, but fills the space after them.
    """
    if not paragraph.list_level or paragraph.list_marker:
        return
    first = paragraph.runs[0] if paragraph.runs else Run("")
    match = _BULLET.match(first.text)
    if match is None:
        paragraph.list_level = 0
        return
    paragraph.list_marker = match[1]
    first.text = first.text[match.end() :]


def group_items(blocks: list[Block]) -> list[Block]:
    """Returns the blocks with lists in place of Word's list items."""
    out: list[Block] = []
    # The open lists of the last blocks, from the outermost.
    open_lists: list[Group] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or not block.list_level:
            open_lists.clear()
            out.append(block)
            continue
        del open_lists[block.list_level :]
        kind, start = _kind(block.list_marker)
        if len(open_lists) == block.list_level and open_lists[-1].kind != kind:
            open_lists.pop()
        while len(open_lists) < block.list_level:
            new = Group(kind, start=start)
            _add_list(open_lists[-1] if open_lists else None, new, out)
            open_lists.append(new)
        block.is_bare = True
        block.indent = 0
        block.list_level = 0
        open_lists[-1].blocks.append(Group("li", [block]))
    return out


def _add_list(parent: Group | None, new: Group, out: list[Block]) -> None:
    if parent is None:
        out.append(new)
        return
    if not parent.blocks:
        parent.blocks.append(Group("li"))
    item = parent.blocks[-1]
    if isinstance(item, Group):
        item.blocks.append(new)


def _kind(marker: str) -> tuple[str, int]:
    match = _NUMBER.fullmatch(marker)
    if match is None:
        return "ul", 1
    return "ol", int(match[1]) if match[1].isdigit() else 1
