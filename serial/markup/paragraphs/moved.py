"""Matches blocks that have moved, unchanged or edited."""

from collections import Counter
from typing import Final

from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.choices import clearly_best
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.similarity import Bag, is_short, resemblance

_MIN_SIMILARITY: Final = 0.6
# How much better than the second-best match, so that a moved block is not confused with a
# similar one.
_MIN_MARGIN: Final = 0.2
_MIN_WORDS: Final = 6
# A line of fewer words, but so many letters, may have moved too if it is more similar.
_MIN_LETTERS: Final = 12
_MIN_SHORT_LINE_SIMILARITY: Final = 0.75


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
    scores: dict[Pair, float] = {}
    for i, j in matching.overlaps(matching.unmatched_old(), matching.unmatched_new()):
        old, new = matching.old_bag(i), matching.new_bag(j)
        if _is_long_enough(old) and _is_long_enough(new):
            scores[i, j] = resemblance(matching.shared(i, j), old, new)

    def min_score(i: int, j: int) -> float:
        short = is_short(matching.old_bag(i), matching.new_bag(j))
        return _MIN_SHORT_LINE_SIMILARITY if short else _MIN_SIMILARITY

    for i, j in clearly_best(scores, min_score, _MIN_MARGIN):
        matching.match(i, j)


def _is_long_enough(bag: Bag) -> bool:
    return bag.words >= _MIN_WORDS or len(bag.letters) >= _MIN_LETTERS
