"""Blocks that are the same, or nearly, and stand elsewhere now."""

from collections import Counter
from typing import Final

from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.similarity import similarity

_LEAST: Final = 0.6
# How much better than the second best, lest a moved block be taken for another that is like it.
_CLEARLY: Final = 0.2
_FEWEST_WORDS: Final = 6


def match_moved_unchanged(matching: Matching) -> None:
    """What reads the same, if there is one on either side of all that is unmatched."""
    olds = matching.free_olds()
    news = matching.free_news()
    left = Counter(matching.old_digests[i] for i in olds)
    came = Counter(matching.new_digests[j] for j in news)
    places = {matching.old_digests[i]: i for i in olds}
    for j in news:
        digest = matching.new_digests[j]
        if left[digest] == 1 == came[digest] and digest not in matching.settled:
            matching.pair(places[digest], j)


def match_moved_edited(matching: Matching) -> None:
    """What is clearly more like one another than like anything else that is unmatched."""
    common = matching.overlaps(matching.free_olds(), matching.free_news())
    scores = {
        (i, j): similarity(count, matching.old_bag(i), matching.new_bag(j))
        for (i, j), count in common.items()
        if min(matching.old_bag(i).words, matching.new_bag(j).words) >= _FEWEST_WORDS
    }
    for i, j in _clearly_best(scores):
        matching.pair(i, j)


def _clearly_best(scores: dict[Pair, float]) -> list[Pair]:
    """Pairs whose score no other comes near that has a block of theirs."""
    best: dict[tuple[str, int], list[float]] = {}
    for (i, j), score in scores.items():
        for side in (("old", i), ("new", j)):
            best[side] = sorted([score, *best.get(side, (0.0, 0.0))], reverse=True)[:2]
    return [
        (i, j)
        for (i, j), score in scores.items()
        if score >= _LEAST
        and all(
            best[side][0] == score and score - best[side][1] >= _CLEARLY
            for side in (("old", i), ("new", j))
        )
    ]
