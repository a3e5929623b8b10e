"""Which block of a new version is which of the version before.

First what is the same and in order; then what has moved unchanged or has come back; then, in
what is left between, what was split, merged or edited; then what has moved and was edited.
Where two would do about as well, neither is taken: a new id is better than a wrong one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from serial.markup.exact_matches import exact_matches
from serial.markup.following import follow, followed
from serial.markup.histories import History, Placed
from serial.markup.matching import Matching
from serial.markup.moving import match_moved_alike, match_moved_exactly
from serial.markup.placing import Place, place_of
from serial.markup.resembling import match_alike
from serial.markup.returning import give_back
from serial.markup.splitting import match_split_and_merged

__all__ = ["Alignment", "History", "Place", "Placed", "align", "follow", "place_of"]


@dataclass(frozen=True)
class Alignment:
    """ids: of the new blocks, in order. splits: an id to those of all its pieces, itself too."""

    ids: tuple[int, ...]
    history: History
    splits: Mapping[int, tuple[int, ...]]


def align(old: Sequence[Placed], new: Sequence[str], history: History) -> Alignment:
    matching = Matching(old, new, history)
    _match_exactly(matching)
    match_moved_exactly(matching)
    regions = list(matching.regions())
    give_back(matching)
    for region in regions:
        match_split_and_merged(matching, region)
    for region in list(matching.regions()):
        match_alike(matching, region)
    # What was edited is a neighbour now, between which the same can be found again.
    _match_exactly(matching)
    give_back(matching)
    match_moved_alike(matching)
    return _finished(matching)


def _match_exactly(matching: Matching) -> None:
    for region in list(matching.regions()):
        olds, news = matching.free_olds(region.olds), matching.free_news(region.news)
        pairs = exact_matches(
            [matching.old_digests[i] for i in olds],
            [matching.new_digests[j] for j in news],
            matching.settled,
        )
        matching.anchor([(olds[i], news[j]) for i, j in pairs])


def _finished(matching: Matching) -> Alignment:
    next_id = max([matching.history.next_id, *(block.id + 1 for block in matching.old)])
    for j, block_id in enumerate(matching.ids):
        if not block_id:
            matching.give(j, next_id)
            next_id += 1
    ids = tuple(matching.ids)
    return Alignment(ids=ids, history=_history(matching), splits=_splits(matching))


def _history(matching: Matching) -> History:
    merged = {
        matching.old[i].id: matching.ids[j]
        for i, j in matching.merged.items()
        if matching.old[i].id not in matching.taken
    }
    digests = (matching.old_digests, matching.ids, matching.new_digests)
    return followed(matching.old, *digests, matching.history, merged)


def _splits(matching: Matching) -> dict[int, tuple[int, ...]]:
    pieces = {
        matching.old[i].id: tuple(matching.ids[j] for j in news)
        for i, news in matching.split.items()
    }
    return {block_id: ids for block_id, ids in pieces.items() if block_id in ids}
