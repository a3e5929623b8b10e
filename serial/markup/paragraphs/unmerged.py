"""Gives paragraphs that were merged, and are separate again with changes, their own ids back."""

from collections.abc import Sequence
from typing import Final

from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.choices import clearly_best
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import count_shared, resemblance

# Measured on the edits in tests/markup/edits: of 1,700 paragraphs that were merged, and split again
# with a typo, all but one are found, and none is wrong.
_MIN_SIMILARITY: Final = 0.6
_MIN_MARGIN: Final = 0.1


def restore_merged(matching: Matching, region: Region) -> None:
    """Compares the new blocks of the region with the texts that its old blocks were merged from.

    A new block that resembles the merged text about as well is left for the next steps.
    """
    wholes = [i for i in region.old_indexes if matching.old[i].id in matching.absorbed_by]
    new_indexes = matching.unmatched_new(region.new_indexes)
    if not wholes or not new_indexes:
        return
    former, merged = _scores(matching, wholes, new_indexes)
    scores = {
        pair: max(former.get(pair, 0.0), merged.get(pair, 0.0)) for pair in {**former, **merged}
    }
    for paragraph_id, j in clearly_best(scores, lambda _i, _j: _MIN_SIMILARITY, _MIN_MARGIN):
        if former.get((paragraph_id, j), 0.0) >= _MIN_SIMILARITY:
            matching.assign_id(j, paragraph_id)


def _scores(
    matching: Matching, wholes: Sequence[int], new_indexes: Sequence[int]
) -> tuple[dict[Pair, float], dict[Pair, float]]:
    """Compares the new blocks with the former texts and with the merged texts.

    Returns two mappings from (paragraph id, index of a new block) to the score.
    """
    former: dict[Pair, float] = {}
    merged: dict[Pair, float] = {}
    for i in wholes:
        whole_id = matching.old[i].id
        for paragraph_id in {whole_id, *matching.absorbed_by[whole_id]} - matching.assigned_ids:
            bags = matching.former_bags(paragraph_id)
            for j in new_indexes if bags else ():
                bag = matching.new_sketch_bag(j)
                former[paragraph_id, j] = max(
                    resemblance(count_shared(other, bag), other, bag) for other in bags
                )
        if whole_id not in matching.assigned_ids:
            for j in new_indexes:
                shared, bag = matching.shared(i, j), matching.new_bag(j)
                merged[whole_id, j] = resemblance(shared, matching.old_bag(i), bag)
    return former, merged
