"""Matches blocks that were rewritten, and short lines, whose place is fixed by their neighbours.

The thresholds were measured on six novels and on invented drafts (tests/markup/edits): blocks of
which 25 to 45 % of the words were changed, compared with the four blocks on each side of them.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Final

from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.similar_in_order import Comparison, find_similar_in_order
from serial.markup.paragraphs.similarity import is_short

# Of 3,300 rewritten blocks of eight words or more, 99 % score at least this; of 24,000 pairs of
# different blocks, fewer than one in 10,000.
_MIN_SIMILARITY: Final = 0.41
# Of lines of four to seven words, 97 % of the rewritten and one in 10,000 of the different ones.
_MIN_SHORT_LINE_SIMILARITY: Final = 0.55
# Of lines of up to three words, one different pair in 1,000 shares half of its words.
_MIN_TINY_LINE_SIMILARITY: Final = 0.7
# The same, for a line that is the only candidate or has the same place among as many.
_MIN_SHORT_LINE_SIMILARITY_IN_PLACE: Final = 0.5
_MIN_TINY_LINE_SIMILARITY_IN_PLACE: Final = 0.6
_MAX_TINY_LINE_WORDS: Final = 3
# Up to this many pairs of a region are all compared; beyond, only those that were compared in
# edited.py, because they share rare words.
MAX_PAIRS_OF_REGION: Final = 400
# In one text; the smallest regions come first. 4,000 pairs take about 40 ms.
_MAX_PAIRS: Final = 4_000

_Region = tuple[Sequence[int], Sequence[int]]


def match_rewritten(matching: Matching) -> None:
    remaining = _MAX_PAIRS
    for old_indexes, new_indexes in sorted(_unmatched_regions(matching), key=_pair_count):
        pairs = _pairs_to_compare(matching, old_indexes, new_indexes)
        remaining -= len(pairs)
        if remaining < 0:
            break
        in_place = _pairs_in_place(old_indexes, new_indexes)
        comparisons = [
            Comparison((i, j), matching.shared(i, j), matching.old_bag(i), matching.new_bag(j))
            for i, j in pairs
        ]
        similar = find_similar_in_order(comparisons, partial(_min_score, in_place=in_place))
        matching.match_in_order(similar)


def _unmatched_regions(matching: Matching) -> Iterator[_Region]:
    for region in matching.regions():
        old_indexes = matching.unmatched_old(region.old_indexes)
        new_indexes = matching.unmatched_new(region.new_indexes)
        if old_indexes and new_indexes:
            yield old_indexes, new_indexes


def _pair_count(region: _Region) -> int:
    return len(region[0]) * len(region[1])


def _pairs_in_place(old_indexes: Sequence[int], new_indexes: Sequence[int]) -> Collection[Pair]:
    """Returns the first old with the first new block and so on, if there are as many."""
    if len(old_indexes) != len(new_indexes):
        return ()
    return set(zip(old_indexes, new_indexes, strict=True))


def _pairs_to_compare(
    matching: Matching, old_indexes: Sequence[int], new_indexes: Sequence[int]
) -> list[Pair]:
    if len(old_indexes) * len(new_indexes) <= MAX_PAIRS_OF_REGION:
        return [(i, j) for i in old_indexes for j in new_indexes]
    old_set, new_set = set(old_indexes), set(new_indexes)
    return [(i, j) for i, j in matching.compared_pairs if i in old_set and j in new_set]


def _min_score(comparison: Comparison, in_place: Collection[Pair]) -> float:
    old, new = comparison.former, comparison.new
    if not is_short(old, new):
        return _MIN_SIMILARITY
    is_in_place = comparison.pair in in_place
    if min(old.words, new.words) > _MAX_TINY_LINE_WORDS:
        return _MIN_SHORT_LINE_SIMILARITY_IN_PLACE if is_in_place else _MIN_SHORT_LINE_SIMILARITY
    return _MIN_TINY_LINE_SIMILARITY_IN_PLACE if is_in_place else _MIN_TINY_LINE_SIMILARITY
