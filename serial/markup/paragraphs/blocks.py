"""Blocks: the paragraphs, headings, items, breaks and tables of our own rendered HTML.

A block is the outermost element of these, so that a paragraph inside of an item is none; what
only holds blocks (a quotation, a letter, a list) is looked into. What a summary says is a
button's label, and the notes at the end have ids of their own: neither is a block, nor is
text that raw HTML leaves outside of any paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from serial.markup.plain_text import plain_text

# Values never contain ">": see well_formed.py.
_TAG: Final = re.compile(
    r"<(/?)(p|li|h[2-6]|hr|pre|table|d[dt]|figure|section)(?=[ >])([^>]*)>", re.ASCII
)
_OWN_ID: Final = re.compile(r' id="[^"]*-b([0-9]+)"', re.ASCII)

Tag = re.Match[str]


@dataclass(frozen=True)
class Block:
    """start, inner_end and end: offsets of the start tag, the end tag, and what comes after.

    A break has no end tag: its inner_end is its end. html: the whole element.
    """

    id: int | None
    name: str
    start: int
    inner_end: int
    end: int
    html: str

    @cached_property
    def text(self) -> str:
        """As plain_text.py has it; made when it is asked for, for it is most of the work."""
        return plain_text(self.html)


def split_into_blocks(html: str) -> list[Block]:
    return [_block(html, opening, closing) for opening, closing in _spans(html)]


def set_block_ids(html: str, ids: Sequence[int], anchor: str) -> str:
    """The HTML with id="{anchor}-b{n}" on each block, in order, instead of any given before.

    Raises ValueError where there are not as many ids as blocks.
    """
    out: list[str] = []
    done = 0
    for (opening, _closing), number in zip(_spans(html), ids, strict=True):
        rest = _OWN_ID.sub("", opening[3])
        out.append(f'{html[done : opening.end(2)]} id="{anchor}-b{number}"{rest}>')
        done = opening.end()
    return "".join(out) + html[done:]


def _block(html: str, opening: Tag, closing: Tag) -> Block:
    own_id = _OWN_ID.search(opening[3])
    return Block(
        id=int(own_id[1]) if own_id else None,
        name=opening[2],
        start=opening.start(),
        inner_end=closing.end() if closing is opening else closing.start(),
        end=closing.end(),
        html=html[opening.start() : closing.end()],
    )


def _spans(html: str) -> Iterator[tuple[Tag, Tag]]:
    """Each block's start tag and end tag; of a break, its only tag twice."""
    opening: Tag | None = None
    depth = 0
    for tag in _TAG.finditer(html):
        if opening is not None:
            if tag[2] == opening[2]:
                depth += -1 if tag[1] else 1
                if depth == 0:
                    if not _is_skipped(opening):
                        yield opening, tag
                    opening = None
        elif tag[2] == "hr":
            yield tag, tag
        elif not tag[1] and (tag[2] != "section" or _is_skipped(tag)):
            opening, depth = tag, 1


def _is_skipped(opening: Tag) -> bool:
    """Whether this is the notes, or one note that raw HTML has torn away from the others."""
    if opening[2] == "section":
        return 'class="footnotes"' in opening[3]
    return ' id="' in opening[3] and not _OWN_ID.search(opening[3])
