"""Finds the chapters whose release disagrees with their place in the story."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from serial.desk.stories.chapter_rows import ChapterRow


class OrderConflict(NamedTuple):
    """`row` stands after `other` and is released before it, or the other way round."""

    row: ChapterRow
    other: ChapterRow
    stands_after: bool


def find_conflicts(rows: Sequence[ChapterRow]) -> list[OrderConflict]:
    """Returns the fewest chapters whose move would put all releases into the story's order.

    rows: in the story's order. Drafts do not count.
    """
    dated = [row for row in rows if row.release_at is not None]
    kept = _longest_rising(dated)
    return [_conflict_of(index, dated) for index in range(len(dated)) if index not in kept]


def _longest_rising(dated: Sequence[ChapterRow]) -> set[int]:
    """Returns the indexes of a longest subsequence whose releases do not fall.

    By patience sorting.
    """
    last_releases: list[datetime] = []
    # For each length, the index of the last row of the best subsequence; for each row, the row
    # before it in its subsequence.
    last_indexes: list[int] = []
    previous: list[int | None] = []
    for index, row in enumerate(dated):
        release_at = _release(row)
        length = bisect_right(last_releases, release_at)
        previous.append(last_indexes[length - 1] if length else None)
        last_releases[length : length + 1] = [release_at]
        last_indexes[length : length + 1] = [index]
    kept: set[int] = set()
    current = last_indexes[-1] if last_indexes else None
    while current is not None:
        kept.add(current)
        current = previous[current]
    return kept


def _conflict_of(index: int, dated: Sequence[ChapterRow]) -> OrderConflict:
    row = dated[index]
    earlier = [other for other in dated[:index] if _release(other) > _release(row)]
    if earlier:
        return OrderConflict(row, earlier[-1], stands_after=True)
    later = (other for other in dated[index + 1 :] if _release(other) < _release(row))
    return OrderConflict(row, next(later), stands_after=False)


def _release(row: ChapterRow) -> datetime:
    if row.release_at is None:
        raise ValueError("a draft has no release")
    return row.release_at


def pending_conflicts(rows: Sequence[ChapterRow], now: datetime) -> list[OrderConflict]:
    """Returns the conflicts that a chapter takes part in which is not released yet.

    What is released in another order than it stands in was read so already.
    """
    return [
        conflict
        for conflict in find_conflicts(rows)
        if _release(conflict.row) > now or _release(conflict.other) > now
    ]
