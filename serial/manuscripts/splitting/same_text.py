"""Compares texts by the rows of words that they have in common."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from serial.manuscripts.documents import TEXT_MAX_LENGTH, Block
from serial.manuscripts.splitting.plan import PlannedChapter

# Of the rows of two chapters of one file, of which one is an old version.
MIN_SHARE: Final = 0.8
_ROW: Final = 5
_WORD: Final = re.compile(r"\w+")
# Shorter texts are alike by chance.
_MIN_ROWS: Final = 30

Rows = set[tuple[str, ...]]


def find_same_texts(blocks: Sequence[Block], chapters: Sequence[PlannedChapter]) -> dict[int, int]:
    """Returns the number of the earlier chapter by that of the later one."""
    rows = [rows_of_blocks(blocks[each.body : each.body_end]) for each in chapters]
    places: dict[tuple[str, ...], list[int]] = {}
    same: dict[int, int] = {}
    for number, of_chapter in enumerate(rows):
        if len(of_chapter) < _MIN_ROWS:
            continue
        counts: dict[int, int] = {}
        for row in of_chapter:
            # A row that very many chapters have says nothing.
            for earlier in places.get(row, ())[:20]:
                counts[earlier] = counts.get(earlier, 0) + 1
            places.setdefault(row, []).append(number)
        best = max(counts, key=lambda each: counts[each], default=None)
        if best is not None and counts[best] >= MIN_SHARE * max(len(of_chapter), len(rows[best])):
            same[number] = best
    return same


def common_share(rows: Rows, others: Rows) -> float:
    """Returns which share of the larger text both have."""
    return len(rows & others) / max(len(rows), len(others), 1)


def rows_of_blocks(blocks: Sequence[Block]) -> Rows:
    return _rows(block.text for block in blocks)


def rows_of_text(text: str) -> Rows:
    """Takes a text whose paragraphs are lines."""
    return _rows(" ".join(line.split())[:TEXT_MAX_LENGTH] for line in text.split("\n"))


def _rows(texts: Iterable[str]) -> Rows:
    rows: Rows = set()
    for text in texts:
        # Without punctuation: readers see other quotation marks than were typed.
        words = _WORD.findall(text.lower())
        rows.update(tuple(words[i : i + _ROW]) for i in range(max(len(words) - _ROW + 1, 1)))
    return rows - {()}
