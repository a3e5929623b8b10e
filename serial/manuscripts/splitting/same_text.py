"""Finds chapters that a file has twice: an old version that was kept."""

from collections.abc import Sequence
from typing import Final

from serial.manuscripts.documents import Block
from serial.manuscripts.splitting.plan import PlannedChapter

# Of the words of two chapters, as sets of rows of five.
MIN_SHARE: Final = 0.8
_ROW: Final = 5
# Shorter texts are alike by chance.
_MIN_ROWS: Final = 30


def find_same_texts(blocks: Sequence[Block], chapters: Sequence[PlannedChapter]) -> dict[int, int]:
    """Returns the number of the earlier chapter by that of the later one."""
    rows = [_rows(blocks[each.body : each.body_end]) for each in chapters]
    places: dict[int, list[int]] = {}
    same: dict[int, int] = {}
    for number, of_chapter in enumerate(rows):
        counts: dict[int, int] = {}
        for row in of_chapter:
            for earlier in places.get(row, ()):
                counts[earlier] = counts.get(earlier, 0) + 1
        for row in of_chapter:
            places.setdefault(row, []).append(number)
        best = max(counts, key=lambda each: counts[each], default=None)
        if best is not None and counts[best] >= MIN_SHARE * max(len(of_chapter), len(rows[best])):
            same[number] = best
    return same


def _rows(blocks: Sequence[Block]) -> set[int]:
    """Returns hashes of rows of words, from the beginning of each block."""
    words = [word for block in blocks for word in block.text.lower().split()]
    rows = {hash(tuple(words[i : i + _ROW])) for i in range(len(words) - _ROW + 1)}
    return rows if len(rows) >= _MIN_ROWS else set()
