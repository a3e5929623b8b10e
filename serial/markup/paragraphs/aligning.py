"""Aligns the blocks of a new version of a text with the blocks of the previous version.

The steps, in order:

1. Blocks whose text is the same and whose order is the same.
2. Unchanged blocks that have moved, and blocks that read as a former block did.
3. Between these: blocks that were merged and are separate again, split, merged, edited, rewritten.
4. Blocks that have moved and were edited, or were deleted and typed again with small changes.
5. Edited blocks beside the same neighbour as before, in scenes of which step 4 found other blocks.

If two candidates match about equally well, neither is taken: a new id is better than a wrong one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from serial.markup.paragraphs.edited import match_edited
from serial.markup.paragraphs.exact_matches import find_exact_matches
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock
from serial.markup.paragraphs.history_updates import TextVersion, update_history
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.moved import match_moved_edited, match_moved_unchanged
from serial.markup.paragraphs.neighbours import match_beside_neighbours
from serial.markup.paragraphs.restored import restore_ids
from serial.markup.paragraphs.retyped import restore_retyped
from serial.markup.paragraphs.rewritten import match_rewritten
from serial.markup.paragraphs.splits import match_splits_and_merges
from serial.markup.paragraphs.unmerged import restore_merged


@dataclass(frozen=True)
class Alignment:
    """The result of an alignment.

    ids: the paragraph ids of the new blocks, in order.
    history: the history to store with the new version.
    splits: maps the id of each block that was split to the ids of all its parts, in order; the
        id itself is one of them.
    """

    ids: tuple[int, ...]
    history: ParagraphHistory
    splits: Mapping[int, tuple[int, ...]]


def align(old: Sequence[PreviousBlock], new: Sequence[str], history: ParagraphHistory) -> Alignment:
    """Gives each new text the paragraph id of the old block that it continues, or a new id."""
    matching = Matching(old, new, history)
    _match_exactly(matching)
    match_moved_unchanged(matching)
    regions = list(matching.regions())
    restore_ids(matching)
    for region in regions:
        restore_merged(matching, region)
        match_splits_and_merges(matching, region)
    for region in list(matching.regions()):
        match_edited(matching, region)
    match_rewritten(matching)
    # The edited blocks are neighbours now, so more exact matches can be found between them.
    _match_exactly(matching)
    restore_ids(matching)
    match_moved_edited(matching)
    restore_retyped(matching)
    match_beside_neighbours(matching)
    return _build_alignment(matching)


def _match_exactly(matching: Matching) -> None:
    for region in list(matching.regions()):
        old_indexes = matching.unmatched_old(region.old_indexes)
        new_indexes = matching.unmatched_new(region.new_indexes)
        pairs = find_exact_matches(
            [matching.old_digests[i] for i in old_indexes],
            [matching.new_digests[j] for j in new_indexes],
            matching.positional_only,
        )
        matching.match_in_order([(old_indexes[i], new_indexes[j]) for i, j in pairs])


def _build_alignment(matching: Matching) -> Alignment:
    next_id = max([matching.history.next_id, *(block.id + 1 for block in matching.old)])
    for j, paragraph_id in enumerate(matching.ids):
        if not paragraph_id:
            matching.assign_id(j, next_id)
            next_id += 1
    splits = _splits_by_id(matching)
    return Alignment(tuple(matching.ids), _updated_history(matching, splits), splits)


def _updated_history(matching: Matching, splits: Mapping[int, tuple[int, ...]]) -> ParagraphHistory:
    merged = {
        matching.old[i].id: matching.ids[j]
        for i, j in matching.merges.items()
        if matching.old[i].id not in matching.assigned_ids
    }
    return update_history(
        TextVersion(
            [block.id for block in matching.old],
            [block.text for block in matching.old],
            matching.old_digests,
            matching.words,
        ),
        TextVersion(matching.ids, matching.new, matching.new_digests, matching.words),
        matching.history,
        merged,
        splits,
    )


def _splits_by_id(matching: Matching) -> dict[int, tuple[int, ...]]:
    splits = {
        matching.old[i].id: tuple(matching.ids[j] for j in new_indexes)
        for i, new_indexes in matching.splits.items()
    }
    return {paragraph_id: ids for paragraph_id, ids in splits.items() if paragraph_id in ids}
