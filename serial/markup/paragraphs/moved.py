"""Matches blocks that have moved, unchanged or edited."""

from collections import Counter
from typing import Final

from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.similarity import similarity

_MIN_SIMILARITY: Final = 0.6
# How much better than the second-best match, so that a moved block is not confused with a
# similar one.
_MIN_MARGIN: Final = 0.2
_MIN_WORDS: Final = 6


def match_moved_unchanged(matching: Matching) -> None:
    """Matches blocks with equal text if the text occurs once among the unmatched on each side."""
    old_indexes = matching.unmatched_old()
    new_indexes = matching.unmatched_new()
    old_counts = Counter(matching.old_digests[i] for i in old_indexes)
    new_counts = Counter(matching.new_digests[j] for j in new_indexes)
    old_index = {matching.old_digests[i]: i for i in old_indexes}
    for j in new_indexes:
        digest = matching.new_digests[j]
        is_unique = old_counts[digest] == 1 == new_counts[digest]
        if is_unique and digest not in matching.positional_only:
            matching.match(old_index[digest], j)


def match_moved_edited(matching: Matching) -> None:
    """Matches blocks that are clearly more similar to each other than to any other unmatched."""
    overlaps = matching.overlaps(matching.unmatched_old(), matching.unmatched_new())
    scores = {
        (i, j): similarity(shared, matching.old_bag(i), matching.new_bag(j))
        for (i, j), shared in overlaps.items()
        if min(matching.old_bag(i).words, matching.new_bag(j).words) >= _MIN_WORDS
    }
    for i, j in _clearly_best(scores):
        matching.match(i, j)


def _clearly_best(scores: dict[Pair, float]) -> list[Pair]:
    """Returns the pairs that score clearly better than any other pair with one of their blocks."""
    best_two: dict[tuple[str, int], list[float]] = {}
    for (i, j), score in scores.items():
        for side in (("old", i), ("new", j)):
            candidates = [score, *best_two.get(side, (0.0, 0.0))]
            best_two[side] = sorted(candidates, reverse=True)[:2]
    return [
        (i, j)
        for (i, j), score in scores.items()
        if score >= _MIN_SIMILARITY
        and all(
            best_two[side][0] == score and score - best_two[side][1] >= _MIN_MARGIN
            for side in (("old", i), ("new", j))
        )
    ]
