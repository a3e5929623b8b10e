"""Gives blocks that were typed again, with small changes, the ids of deleted paragraphs."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from serial.markup.paragraphs.candidates import count_overlaps
from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.choices import clearly_best
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.similarity import Bag, similarity

# As for blocks that have moved: there is no order to confirm the choice. With neighbours.py, 99.7 %
# of 1,780 edited blocks of retyped scenes are found (tests/markup/edits), and none is wrong.
_MIN_SIMILARITY: Final = 0.6
_MIN_MARGIN: Final = 0.2
_MIN_WORDS: Final = 6


def restore_retyped(matching: Matching) -> None:
    """Restores blocks that are clearly more similar to a deleted paragraph than to any other.

    A block whose text a former paragraph had is left alone: exact matches were decided before.
    """
    if not matching.history.sketches or not matching.history.deleted:
        return
    new_bags = {
        j: matching.new_sketch_bag(j)
        for j in matching.unmatched_new()
        if matching.new_digests[j] not in matching.history.former_ids
    }
    former = list(_former_bags(matching)) if new_bags else []
    overlaps = count_overlaps(
        {k: bag for k, (_id, bag) in enumerate(former) if bag.words >= _MIN_WORDS},
        {j: bag for j, bag in new_bags.items() if bag.words >= _MIN_WORDS},
    )
    scores: defaultdict[Pair, float] = defaultdict(float)
    for (k, j), shared in overlaps.items():
        paragraph_id, bag = former[k]
        score = similarity(shared, bag, new_bags[j])
        scores[paragraph_id, j] = max(score, scores[paragraph_id, j])
    for paragraph_id, j in clearly_best(scores, lambda _i, _j: _MIN_SIMILARITY, _MIN_MARGIN):
        if paragraph_id not in matching.old_ids:
            matching.assign_id(j, paragraph_id)


def _former_bags(matching: Matching) -> Iterator[tuple[int, Bag]]:
    """Yields the ids and bags of deleted paragraphs, and of their rivals: unmatched old blocks."""
    for paragraph_id in matching.history.deleted:
        if paragraph_id not in matching.assigned_ids:
            for bag in matching.former_bags(paragraph_id):
                yield paragraph_id, bag
    for i in matching.unmatched_old():
        yield matching.old[i].id, matching.old_sketch_bag(i)
