"""Matches blocks that were edited without moving."""

from typing import Final

from serial.markup.paragraphs.chains import Pair, unambiguous_chain
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import Bag, similarity, word_similarity

_MIN_SIMILARITY: Final = 0.6
# Short lines resemble each other easily: "she said" alone is enough.
_SHORT_LINE_WORDS: Final = 8
_MIN_SHORT_LINE_SIMILARITY: Final = 0.8
# If another candidate's score is within this margin, the choice would be a guess.
_MIN_MARGIN: Final = 0.1
# For text that was added to the old block, or cut from it: the part of the smaller block that
# the other must contain, and the words that the smaller block must have.
_MIN_CONTAINED_PART: Final = 0.9
_MIN_CONTAINED_WORDS: Final = 4


def match_edited(matching: Matching, region: Region) -> None:
    overlaps = matching.overlaps(region.old_indexes, region.new_indexes)
    old_indexes = matching.unmatched_old(region.old_indexes)
    new_indexes = matching.unmatched_new(region.new_indexes)
    if len(old_indexes) == len(new_indexes) == 1:
        pair = (old_indexes[0], new_indexes[0])
        shared = overlaps.get(pair, 0)
        if shared and _is_edited(shared, matching.old_bag(pair[0]), matching.new_bag(pair[1])):
            matching.match_in_order([pair])
        return
    unmatched_old, unmatched_new = set(old_indexes), set(new_indexes)
    scores = {
        (i, j): similarity(shared, matching.old_bag(i), matching.new_bag(j))
        for (i, j), shared in overlaps.items()
        if i in unmatched_old and j in unmatched_new
    }
    similar = {
        (i, j): score
        for (i, j), score in scores.items()
        if score >= _min_similarity(matching.old_bag(i), matching.new_bag(j))
    }
    matching.match_in_order(_without_close_rivals(unambiguous_chain(similar), scores))


def _is_edited(shared: int, old: Bag, new: Bag) -> bool:
    """Compares the only unmatched old block with the only unmatched new block of a region.

    With no other candidate, less similarity is required: one may contain the other, and a short
    line may share only its words.
    """
    contained_part = shared / min(old.size, new.size)
    if contained_part >= _MIN_CONTAINED_PART and _min_words(old, new) >= _MIN_CONTAINED_WORDS:
        return True
    score = similarity(shared, old, new)
    if _min_words(old, new) < _SHORT_LINE_WORDS:
        # One changed word changes two of a short line's word pairs.
        score = max(score, word_similarity(old, new))
    return score >= _MIN_SIMILARITY


def _min_words(old: Bag, new: Bag) -> int:
    return min(old.words, new.words)


def _min_similarity(old: Bag, new: Bag) -> float:
    is_short = _min_words(old, new) < _SHORT_LINE_WORDS
    return _MIN_SHORT_LINE_SIMILARITY if is_short else _MIN_SIMILARITY


def _without_close_rivals(chain: list[Pair], scores: dict[Pair, float]) -> list[Pair]:
    """Leaves out pairs for which a block outside the chain would match about equally well."""
    chain_old, chain_new = {i for i, _ in chain}, {j for _, j in chain}
    rival_scores: dict[tuple[str, int], float] = {}
    for (i, j), score in scores.items():
        if i not in chain_old:
            rival_scores["new", j] = max(score, rival_scores.get(("new", j), 0.0))
        if j not in chain_new:
            rival_scores["old", i] = max(score, rival_scores.get(("old", i), 0.0))
    return [
        (i, j)
        for i, j in chain
        if max(rival_scores.get(("old", i), 0.0), rival_scores.get(("new", j), 0.0))
        <= scores[i, j] - _MIN_MARGIN
    ]
