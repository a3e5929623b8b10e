"""Matches edited blocks that stand beside the same neighbour as before.

That finds short and rewritten lines in scenes that were moved, or deleted and typed again.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from serial.markup.paragraphs.former import with_deleted
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.rewritten import MAX_PAIRS_OF_REGION
from serial.markup.paragraphs.similar_in_order import Comparison, find_similar_in_order
from serial.markup.paragraphs.similarity import Bag, count_shared, is_short

# Stricter than in rewritten.py, because only one neighbour fixes the place. Measured on the edits
# in tests/markup/edits: 98 % of moved and retyped blocks are found, and none of 260,000 is wrong.
_MIN_SIMILARITY: Final = 0.5
_MIN_SHORT_LINE_SIMILARITY: Final = 0.75
# The most blocks beside a neighbour that are compared, on each side, and the most pairs in all.
_MAX_DISTANCE: Final = 10
_MAX_PAIRS: Final = 1_500
# Each pass compares what is beside the matches of the one before.
_MAX_PASSES: Final = 3


def match_beside_neighbours(matching: Matching) -> None:
    """Compares unmatched blocks with the old and deleted ones that stood beside a neighbour."""
    if matching.unmatched_new() and (matching.history.sketches or matching.unmatched_old()):
        _NeighbourSearch(matching).run()


class _NeighbourSearch:
    """`sequence`: the ids of the old blocks, and of deleted ones where they stood."""

    def __init__(self, matching: Matching) -> None:
        self.matching = matching
        self.remaining = _MAX_PAIRS
        self.sequence = list(with_deleted([block.id for block in matching.old], matching.history))
        self.absorbed = {matching.old[i].id for i in matching.merges}

    @cached_property
    def positions(self) -> dict[int, int]:
        return {paragraph_id: index for index, paragraph_id in enumerate(self.sequence)}

    def run(self) -> None:
        for _ in range(_MAX_PASSES):
            if not sum(self._match_run(start, end) for start, end in list(self._runs())):
                break

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yields the half-open ranges of unmatched new blocks."""
        start = 0
        for j, paragraph_id in enumerate([*self.matching.ids, -1]):
            if paragraph_id:
                if start < j:
                    yield start, j
                start = j + 1

    def _match_run(self, start: int, end: int) -> bool:
        ids = self.matching.ids
        left = self.positions.get(ids[start - 1]) if start else -1
        right = self.positions.get(ids[end]) if end < len(ids) else len(self.sequence)
        if self._was_compared(left, right, end - start):
            return False
        found = False
        if left is not None:
            beside = self._unassigned(range(left + 1, len(self.sequence)))
            found |= self._match(beside, range(start, min(end, start + _MAX_DISTANCE)))
        if right is not None:
            beside = self._unassigned(range(right - 1, -1, -1))
            found |= self._match(beside[::-1], range(max(start, end - _MAX_DISTANCE), end))
        return found

    def _was_compared(self, left: int | None, right: int | None, new_count: int) -> bool:
        """True for a small region, in order, without deleted blocks; see rewritten.py."""
        if left is None or right is None or not right - left > 0:
            return False
        return (right - left - 1) * new_count <= MAX_PAIRS_OF_REGION and all(
            paragraph_id in self.matching.old_index
            and paragraph_id not in self.matching.assigned_ids
            for paragraph_id in self.sequence[left + 1 : right]
        )

    def _unassigned(self, positions: range) -> list[int]:
        """Returns the first ids of the sequence, in this order, up to one that is assigned."""
        found: list[int] = []
        for position in positions:
            paragraph_id = self.sequence[position]
            if paragraph_id in self.matching.assigned_ids or len(found) == _MAX_DISTANCE:
                break
            found.append(paragraph_id)
        return found

    def _match(self, ids: Sequence[int], new_indexes: Sequence[int]) -> bool:
        """Matches these former paragraphs and new blocks in order."""
        new_indexes = self.matching.unmatched_new(new_indexes)
        self.remaining -= len(ids) * len(new_indexes)
        if self.remaining < 0:
            return False
        comparisons = [
            Comparison((k, j), count_shared(former, new), former, new)
            for k, paragraph_id in enumerate(ids)
            for j in new_indexes
            for former, new in self._bags(paragraph_id, j)
        ]
        pairs = find_similar_in_order(comparisons, _min_score)
        for k, j in pairs:
            self.matching.assign_id(j, ids[k])
        return bool(pairs)

    def _bags(self, paragraph_id: int, new_index: int) -> list[tuple[Bag, Bag]]:
        if paragraph_id in self.absorbed:
            return []
        old_index = self.matching.old_index.get(paragraph_id)
        if old_index is not None:
            return [(self.matching.old_bag(old_index), self.matching.new_bag(new_index))]
        new = self.matching.new_sketch_bag(new_index)
        return [(former, new) for former in self.matching.former_bags(paragraph_id)]


def _min_score(comparison: Comparison) -> float:
    short = is_short(comparison.former, comparison.new)
    return _MIN_SHORT_LINE_SIMILARITY if short else _MIN_SIMILARITY
