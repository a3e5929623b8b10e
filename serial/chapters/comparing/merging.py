"""Merging two edits of a chapter's text that began with the same revision.

The texts are compared in their Markdown source, block by block: a block is a run of lines and the
blank lines after it, which matter because several of them are a scene break. Paragraph ids are not
used: only a saved text has them, and one of these texts was never saved.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

from serial.chapters.comparing.diffing import MAX_PARAGRAPHS_MATCHED
from serial.chapters.texts import BODY_MAX_LENGTH, NOTE_MAX_LENGTH, ChapterText

# Appended before a text is split, so that its last block looks like any other.
_END: Final = "\n\n"
# Of containers, code and HTML: such lines come in pairs, which may enclose many blocks.
_PAIRED_LINE: Final = re.compile(
    r"^[ \t>]*(?::::|```|~~~|</?[a-z]).*$", re.MULTILINE | re.IGNORECASE
)
# Of a link or footnote.
_DEFINITION: Final = re.compile(r"^[ \t>]*(\[[^\]\n]+\]):", re.MULTILINE)
_MAX_LENGTHS: Final = {
    "note_before": NOTE_MAX_LENGTH,
    "body": BODY_MAX_LENGTH,
    "note_after": NOTE_MAX_LENGTH,
}


class _Change(NamedTuple):
    """An edit that replaces the blocks from `start` to `end` of the base."""

    start: int
    end: int
    blocks: tuple[str, ...]

    def keeps_number(self) -> bool:
        return len(self.blocks) == self.end - self.start


def merge_texts(base: ChapterText, first: ChapterText, second: ChapterText) -> ChapterText | None:
    """Returns the text with both edits of `base`.

    Returns None if they overlap in any field, or if a field would be longer than it may be.
    """
    merged: dict[str, str] = {}
    for name, value in base.as_dict().items():
        both = merge_sources(value, getattr(first, name), getattr(second, name))
        if both is None or len(both) > _MAX_LENGTHS.get(name, len(both)):
            return None
        merged[name] = both
    return ChapterText(**merged)


def merge_sources(base: str, first: str, second: str) -> str | None:
    """Merges two edits of one Markdown source. Returns None if they overlap."""
    if second in (base, first):
        return first
    if first == base:
        return second
    if _edits_collide(base, first, second):
        return None
    old, *edited = (_split(text) for text in (base, first, second))
    if max(map(len, (old, *edited))) > MAX_PARAGRAPHS_MATCHED:
        return None
    # A change that both made is in the set once.
    changes = sorted({change for new in edited for change in _changes(old, new)})
    if any(_overlap(one, other) for one, other in pairwise(changes)):
        return None
    blocks = list(_apply(changes, old))
    merged = "".join(blocks).removesuffix(_END)
    counts_agree = _counts_agree(blocks, old, *edited)
    return merged if counts_agree and not _defines_twice(merged, first, second) else None


def _split(source: str) -> list[str]:
    """Returns the blocks; joined, they are the source and _END."""
    blocks: list[str] = []
    is_ended = True
    for line in (source + _END).splitlines(keepends=True):
        is_blank = not line.strip()
        if is_ended and not is_blank or not blocks:
            blocks.append(line)
        else:
            blocks[-1] += line
        is_ended = is_blank
    return blocks


def _changes(old: list[str], new: list[str]) -> Iterator[_Change]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Change(i1, i2, tuple(new[j1:j2]))


def _overlap(one: _Change, later: _Change) -> bool:
    """Changes that only touch overlap if both add or remove blocks: their order is not certain."""
    if later.start != one.end:
        return later.start < one.end
    return not one.keeps_number() and not later.keeps_number()


def _apply(changes: list[_Change], old: list[str]) -> Iterator[str]:
    position = 0
    for change in changes:
        yield from old[position : change.start]
        yield from change.blocks
        position = change.end
    yield from old[position:]


def _edits_collide(base: str, first: str, second: str) -> bool:
    """Whether both changed lines that come in pairs: the pairs could end up crossed."""
    before, one, other = (_PAIRED_LINE.findall(text) for text in (base, first, second))
    return before not in (one, other) and one != other


def _counts_agree(merged: list[str], base: list[str], first: list[str], second: list[str]) -> bool:
    """Whether no block is lost or doubled, as one that both moved to different places would be."""
    result, before, one, other = (
        Counter(block.rstrip() for block in blocks) for blocks in (merged, base, first, second)
    )
    for block in {*result, *before, *one, *other}:
        a, b = one[block], other[block]
        both = a + b - before[block]
        # Between: a change that both made counts once or twice.
        if not min(max(a, b), both) <= result[block] <= max(min(a, b), both):
            return False
    return True


def _defines_twice(merged: str, first: str, second: str) -> bool:
    """Whether both added another definition of one link or footnote."""
    result, one, other = (Counter(_DEFINITION.findall(text)) for text in (merged, first, second))
    return any(number > max(1, one[label], other[label]) for label, number in result.items())
