"""Pairs former blocks with new ones that resemble them, in order, without close rivals."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from serial.markup.paragraphs.chains import Pair, unambiguous_chain
from serial.markup.paragraphs.choices import without_close_rivals
from serial.markup.paragraphs.similarity import Bag, is_reordered, resemblance

# If another candidate's score is within this margin, the choice would be a guess.
_MIN_MARGIN: Final = 0.1


class Comparison(NamedTuple):
    """A former text of a block and a new one, by index, and how many shingles they share."""

    pair: Pair
    shared: int
    former: Bag
    new: Bag


def find_similar_in_order(
    comparisons: Iterable[Comparison], min_score: Callable[[Comparison], float]
) -> list[Pair]:
    """min_score: what a pair must score. A block may be compared by several former texts."""
    scores: dict[Pair, float] = {}
    similar: dict[Pair, float] = {}
    for comparison in comparisons:
        pair, shared, former, new = comparison
        score = resemblance(shared, former, new)
        scores[pair] = max(score, scores.get(pair, 0.0))
        if score >= min_score(comparison) and not is_reordered(shared, former, new):
            similar[pair] = scores[pair]
    return without_close_rivals(unambiguous_chain(similar), scores, _MIN_MARGIN)
