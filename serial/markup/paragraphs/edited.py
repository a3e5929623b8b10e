"""Blocks that were edited where they stand."""

from typing import Final

from serial.markup.paragraphs.chains import Pair, unambiguous_chain
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import Bag, similarity, similarity_of_words

_LEAST: Final = 0.6
# Two short lines are easily alike, by "she said" alone.
_SHORT_WORDS: Final = 8
_LEAST_OF_SHORT: Final = 0.8
# How near another may come before the choice between them would be a guess.
_NEAR: Final = 0.1
# A text that has grown round the old one, or was cut down to a part of itself.
_LEAST_PART: Final = 0.9
_FEWEST_WORDS: Final = 4


def match_edited(matching: Matching, region: Region) -> None:
    common = matching.overlaps(region.olds, region.news)
    olds, news = matching.free_olds(region.olds), matching.free_news(region.news)
    if len(olds) == len(news) == 1:
        count = common.get((olds[0], news[0]), 0)
        if count and _is_edited(count, matching.old_bag(olds[0]), matching.new_bag(news[0])):
            matching.anchor([(olds[0], news[0])])
        return
    free_olds, free_news = set(olds), set(news)
    scores = {
        (i, j): similarity(count, matching.old_bag(i), matching.new_bag(j))
        for (i, j), count in common.items()
        if i in free_olds and j in free_news
    }
    alike = {
        (i, j): score
        for (i, j), score in scores.items()
        if score >= _least(matching.old_bag(i), matching.new_bag(j))
    }
    matching.anchor(_undisputed(unambiguous_chain(alike), scores))


def _is_edited(common: int, old: Bag, new: Bag) -> bool:
    """Of the only block between two that stayed: a part, or a short one's words, are enough."""
    if common / min(old.size, new.size) >= _LEAST_PART and _fewer(old, new) >= _FEWEST_WORDS:
        return True
    alike = similarity(common, old, new)
    if _fewer(old, new) < _SHORT_WORDS:
        # One changed word breaks up two of a short line's pairs.
        alike = max(alike, similarity_of_words(old, new))
    return alike >= _LEAST


def _fewer(old: Bag, new: Bag) -> int:
    return min(old.words, new.words)


def _least(old: Bag, new: Bag) -> float:
    return _LEAST_OF_SHORT if _fewer(old, new) < _SHORT_WORDS else _LEAST


def _undisputed(chain: list[Pair], scores: dict[Pair, float]) -> list[Pair]:
    """Without those pairs where a block that was left out would have done about as well."""
    olds, news = {i for i, _ in chain}, {j for _, j in chain}
    rivals: dict[tuple[str, int], float] = {}
    for (i, j), score in scores.items():
        if i not in olds:
            rivals["new", j] = max(score, rivals.get(("new", j), 0.0))
        if j not in news:
            rivals["old", i] = max(score, rivals.get(("old", i), 0.0))
    return [
        (i, j)
        for i, j in chain
        if max(rivals.get(("old", i), 0.0), rivals.get(("new", j), 0.0)) <= scores[i, j] - _NEAR
    ]
