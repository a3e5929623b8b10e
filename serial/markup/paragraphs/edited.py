"""Matches blocks that were edited without moving."""

from typing import Final

from serial.markup.paragraphs.chains import unambiguous_chain
from serial.markup.paragraphs.choices import without_close_rivals
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import is_short, similarity

# So similar that it is the same block, wherever it is in the region. What is less similar needs
# matched neighbours; see rewritten.py.
_MIN_SIMILARITY: Final = 0.6
_MIN_SHORT_LINE_SIMILARITY: Final = 0.8
# If another candidate's score is within this margin, the choice would be a guess.
_MIN_MARGIN: Final = 0.1


def match_edited(matching: Matching, region: Region) -> None:
    overlaps = matching.overlaps(region.old_indexes, region.new_indexes)
    unmatched_old = set(matching.unmatched_old(region.old_indexes))
    unmatched_new = set(matching.unmatched_new(region.new_indexes))
    scores = {
        (i, j): similarity(shared, matching.old_bag(i), matching.new_bag(j))
        for (i, j), shared in overlaps.items()
        if i in unmatched_old and j in unmatched_new
    }
    similar = {
        (i, j): score for (i, j), score in scores.items() if score >= _min_score(matching, i, j)
    }
    matching.match_in_order(without_close_rivals(unambiguous_chain(similar), scores, _MIN_MARGIN))


def _min_score(matching: Matching, old_index: int, new_index: int) -> float:
    short = is_short(matching.old_bag(old_index), matching.new_bag(new_index))
    return _MIN_SHORT_LINE_SIMILARITY if short else _MIN_SIMILARITY
