"""Lists that Markdown can have; the items of others become paragraphs with their markers.

The renderer takes a marker for one only where a list is certain (syntax/lists.py).
"""

import re
from dataclasses import replace
from typing import Final

from serial.markup.converting.document import Block, Document, Group, Paragraph, Run

_NUMBER: Final = re.compile(r"\W?[0-9]")
_SENTENCE_END: Final = re.compile(
    "[.!?\u2026\u3002\uff01\uff1f\u2014\u2013-][\"'\u201d\u2019\u00bb)]*$"
)
_SENTENCE: Final = re.compile("[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019\u00bb)]*\\s")

_LISTS: Final = frozenset({"ol", "ul"})


def is_loose(group: Group) -> bool:
    """Whether its items have paragraphs, so that blank lines are between them."""
    return any(
        isinstance(block, Paragraph) and (not block.is_bare or block.level or index)
        for item in group.blocks
        if isinstance(item, Group)
        for index, block in enumerate(item.blocks)
    )


def settle_lists(document: Document) -> None:
    """Replaces lists that Markdown cannot have, and drops empty groups, in place."""
    for group in reversed(list(document.groups())):
        if group.kind in _LISTS:
            group.blocks = [b for b in group.blocks if isinstance(b, Group) and b.blocks]
        else:
            group.blocks = _settle(group.blocks, is_nested=group.kind == "li")


def _settle(blocks: list[Block], *, is_nested: bool) -> list[Block]:
    settled: list[Block] = []
    for block in blocks:
        is_list = isinstance(block, Group) and block.kind in _LISTS
        last = settled[-1] if settled else None
        if isinstance(block, Group) and is_list and not _is_certain(block, is_nested):
            # Lists in its items are not nested any more.
            settled += _settle(_as_paragraphs(block), is_nested=is_nested)
        elif isinstance(block, Group) and isinstance(last, Group) and _are_one(last, block):
            settled[-1] = replace(last, blocks=[*last.blocks, *block.blocks], bullet="*")
        elif not isinstance(block, Group) or block.blocks or block.label:
            settled.append(block)
    return settled


def _are_one(before: Group, group: Group) -> bool:
    """Whether two lists in a row have to be one.

    The second of bullets would have the marker "+", which is a sign before a number.
    """
    return before.kind == group.kind == "ul" and any(
        _NUMBER.match(_text_of(item)) for item in group.blocks if isinstance(item, Group)
    )


def _is_certain(group: Group, is_nested: bool) -> bool:
    count = len(group.blocks)
    if group.kind == "ol":
        starts_low = group.start <= 1 or not (is_loose(group) or count == 1)
        return starts_low and group.start <= 99 and (count > 1 or (is_nested and count == 1))
    if count > 1:
        return True
    text = _first_text(group).split("\n")[0]
    if not _SENTENCE_END.search(text) and not _SENTENCE.search(text):
        return bool(text)
    group.bullet = "+"
    return bool(text) and not _NUMBER.match(text)


def _first_text(group: Group) -> str:
    item = group.blocks[0] if group.blocks else None
    return _text_of(item) if isinstance(item, Group) else ""


def _text_of(item: Group) -> str:
    first = item.blocks[0] if item.blocks else None
    return first.text if isinstance(first, Paragraph) else ""


def _as_paragraphs(group: Group) -> list[Block]:
    blocks: list[Block] = []
    for number, item in enumerate(group.blocks, start=group.start):
        if not isinstance(item, Group):
            continue
        marker = f"{number}. " if group.kind == "ol" else "\u2022 "
        first, *others = item.blocks
        if isinstance(first, Paragraph):
            first.runs = _with_marker(first.runs, marker)
            first.is_bare = False
        blocks += [first, *others]
    return blocks


def _with_marker(runs: list[Run], marker: str) -> list[Run]:
    if runs and not (runs[0].marks or runs[0].note or runs[0].picture):
        return [Run(marker + runs[0].text), *runs[1:]]
    return [Run(marker), *runs]
