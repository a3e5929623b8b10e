"""Which block of a new version is which of the version before.

First what is the same and in order; then what has moved unchanged or has come back; then, in
what is left between, what was split, merged or edited; then what has moved and was edited.
Where two would do about as well, neither is taken: a new id is better than a wrong one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from serial.markup.paragraphs.edited import match_edited
from serial.markup.paragraphs.exact_matches import find_exact_matches
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock
from serial.markup.paragraphs.history_updates import update_history
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.moved import match_moved_edited, match_moved_unchanged
from serial.markup.paragraphs.restored import restore_ids
from serial.markup.paragraphs.splits import match_splits_and_merges


@dataclass(frozen=True)
class Alignment:
    """ids: of the new blocks, in order. splits: an id to those of all its pieces, itself too."""

    ids: tuple[int, ...]
    history: ParagraphHistory
    splits: Mapping[int, tuple[int, ...]]


def align(old: Sequence[PreviousBlock], new: Sequence[str], history: ParagraphHistory) -> Alignment:
    matching = Matching(old, new, history)
    _match_exactly(matching)
    match_moved_unchanged(matching)
    regions = list(matching.regions())
    restore_ids(matching)
    for region in regions:
        match_splits_and_merges(matching, region)
    for region in list(matching.regions()):
        match_edited(matching, region)
    # What was edited is a neighbour now, between which the same can be found again.
    _match_exactly(matching)
    restore_ids(matching)
    match_moved_edited(matching)
    return _build_alignment(matching)


def _match_exactly(matching: Matching) -> None:
    for region in list(matching.regions()):
        olds, news = matching.free_olds(region.olds), matching.free_news(region.news)
        pairs = find_exact_matches(
            [matching.old_digests[i] for i in olds],
            [matching.new_digests[j] for j in news],
            matching.settled,
        )
        matching.anchor([(olds[i], news[j]) for i, j in pairs])


def _build_alignment(matching: Matching) -> Alignment:
    next_id = max([matching.history.next_id, *(block.id + 1 for block in matching.old)])
    for j, block_id in enumerate(matching.ids):
        if not block_id:
            matching.give(j, next_id)
            next_id += 1
    ids = tuple(matching.ids)
    return Alignment(ids=ids, history=_history(matching), splits=_splits(matching))


def _history(matching: Matching) -> ParagraphHistory:
    merged = {
        matching.old[i].id: matching.ids[j]
        for i, j in matching.merged.items()
        if matching.old[i].id not in matching.taken
    }
    digests = (matching.old_digests, matching.ids, matching.new_digests)
    return update_history(matching.old, *digests, matching.history, merged)


def _splits(matching: Matching) -> dict[int, tuple[int, ...]]:
    pieces = {
        matching.old[i].id: tuple(matching.ids[j] for j in news)
        for i, news in matching.split.items()
    }
    return {block_id: ids for block_id, ids in pieces.items() if block_id in ids}
