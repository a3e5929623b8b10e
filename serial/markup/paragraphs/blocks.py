"""Splits our own rendered HTML into blocks: paragraphs, headings, list items, scene breaks, tables.

A block is the outermost of these elements: a paragraph inside a list item is not a block of its
own. Elements that only contain blocks (quotations, letters, lists) are searched for blocks.

Not blocks: a <summary> (it labels a button), and the footnotes at the end (they have ids of their
own).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from serial.markup.plain_text import plain_text

# Attribute values never contain ">": see well_formed.py.
_TAG: Final = re.compile(
    r"<(/?)(p|li|h[2-6]|hr|pre|table|d[dt]|figure|section)(?=[ >])([^>]*)>", re.ASCII
)
_PARAGRAPH_ID: Final = re.compile(r' id="[^"]*-b([0-9]+)"', re.ASCII)

Tag = re.Match[str]


@dataclass(frozen=True)
class Block:
    """One block of rendered HTML.

    id: its paragraph id, if it has one.
    name: the element's name.
    start, inner_end, end: offsets of the start tag, of the end tag, and of what follows. A scene
        break has no end tag: its inner_end equals its end.
    html: the whole element.
    """

    id: int | None
    name: str
    start: int
    inner_end: int
    end: int
    html: str

    @cached_property
    def text(self) -> str:
        """The block as plain text; computed on first use, because it is slow."""
        return plain_text(self.html)

    def html_without_id(self) -> str:
        return self.html if self.id is None else _PARAGRAPH_ID.sub("", self.html, count=1)


def split_into_blocks(html: str) -> list[Block]:
    return [_build_block(html, opening, closing) for opening, closing in _tag_pairs(html)]


def set_paragraph_ids(html: str, ids: Sequence[int], id_prefix: str) -> str:
    """Returns the HTML with id="{id_prefix}-b{paragraph id}" on each block, in order.

    Replaces the paragraph ids that the HTML has already. Raises ValueError if the number of ids
    is not the number of blocks.
    """
    out: list[str] = []
    end = 0
    for (opening, _closing), paragraph_id in zip(_tag_pairs(html), ids, strict=True):
        attributes = _PARAGRAPH_ID.sub("", opening[3])
        out.append(f'{html[end : opening.end(2)]} id="{id_prefix}-b{paragraph_id}"{attributes}>')
        end = opening.end()
    return "".join(out) + html[end:]


def _build_block(html: str, opening: Tag, closing: Tag) -> Block:
    paragraph_id = _PARAGRAPH_ID.search(opening[3])
    return Block(
        id=int(paragraph_id[1]) if paragraph_id else None,
        name=opening[2],
        start=opening.start(),
        inner_end=closing.end() if closing is opening else closing.start(),
        end=closing.end(),
        html=html[opening.start() : closing.end()],
    )


def _tag_pairs(html: str) -> Iterator[tuple[Tag, Tag]]:
    """Yields each block's start tag and end tag; for a scene break, its only tag twice."""
    opening: Tag | None = None
    depth = 0
    for tag in _TAG.finditer(html):
        if opening is not None:
            if tag[2] == opening[2]:
                depth += -1 if tag[1] else 1
                if depth == 0:
                    if not _is_footnote(opening):
                        yield opening, tag
                    opening = None
        elif tag[2] == "hr":
            yield tag, tag
        elif not tag[1] and (tag[2] != "section" or _is_footnote(tag)):
            opening, depth = tag, 1


def _is_footnote(opening: Tag) -> bool:
    """True for the section of footnotes, and for a footnote that raw HTML has moved out of it."""
    if opening[2] == "section":
        return 'class="footnotes"' in opening[3]
    return ' id="' in opening[3] and not _PARAGRAPH_ID.search(opening[3])
