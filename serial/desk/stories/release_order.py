"""Finds the chapters whose release disagrees with their place in the story."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.utils.translation import gettext


class Dated(Protocol):
    """A chapter, or a row of one."""

    @property
    def pk(self) -> int: ...

    @property
    def release_at(self) -> datetime | None: ...

    def label(self) -> str: ...


Row = TypeVar("Row", bound=Dated)
# That a page lists.
MAX_CONFLICTS = 5


class OrderConflict(NamedTuple, Generic[Row]):
    """`row` stands after `other` and is released before it, or the other way round."""

    row: Row
    other: Row
    stands_after: bool

    def seen_from(self, pk: int) -> "OrderConflict[Row]":
        """Returns the conflict with this one of the two as its row."""
        if self.row.pk == pk:
            return self
        return OrderConflict(self.other, self.row, not self.stands_after)

    def text(self) -> str:
        params = {"chapter": self.row.label(), "other": self.other.label()}
        if self.stands_after:
            text = gettext("“%(chapter)s” stands after “%(other)s” but is released before it.")
        else:
            text = gettext("“%(chapter)s” stands before “%(other)s” but is released after it.")
        return text % params


def find_conflicts(rows: Sequence[Row]) -> list[OrderConflict[Row]]:
    """Returns the fewest chapters whose move would put all releases into the story's order.

    rows: in the story's order. Drafts do not count.
    """
    dated = [row for row in rows if row.release_at is not None]
    kept = _longest_rising(dated)
    return [_conflict_of(index, dated) for index in range(len(dated)) if index not in kept]


def _longest_rising(dated: Sequence[Dated]) -> set[int]:
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


def _conflict_of(index: int, dated: Sequence[Row]) -> OrderConflict[Row]:
    row = dated[index]
    earlier = [other for other in dated[:index] if _release(other) > _release(row)]
    if earlier:
        return OrderConflict(row, earlier[-1], stands_after=True)
    later = (other for other in dated[index + 1 :] if _release(other) < _release(row))
    return OrderConflict(row, next(later), stands_after=False)


def _release(row: Dated) -> datetime:
    if row.release_at is None:
        raise ValueError("a draft has no release")
    return row.release_at


def pending_conflicts(rows: Sequence[Row], now: datetime) -> list[OrderConflict[Row]]:
    """Returns the conflicts that a chapter takes part in which is not released yet.

    What is released in another order than it stands in was read so already.
    """
    return [
        conflict
        for conflict in find_conflicts(rows)
        if _release(conflict.row) > now or _release(conflict.other) > now
    ]
