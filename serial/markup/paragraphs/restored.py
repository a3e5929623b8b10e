"""Gives new blocks the paragraph ids of former blocks that had exactly the same text."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from serial.markup.paragraphs.anchors import locate_anchor
from serial.markup.paragraphs.chains import match_equal_keys
from serial.markup.paragraphs.matching import MIN_DISTINCTIVE_WORDS, Matching
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import count_words_up_to


def restore_ids(matching: Matching) -> None:
    if not matching.history.former_ids:
        return
    for region in list(matching.regions()):
        _restore_within(matching, region)
    _restore_after_same_neighbour(matching)
    _restore_anywhere(matching)


def _candidates(matching: Matching, new_index: int) -> list[int]:
    """Returns the unassigned ids of former blocks that had this text."""
    ids = matching.history.former_ids.get(matching.new_digests[new_index], ())
    return [paragraph_id for paragraph_id in ids if paragraph_id not in matching.assigned_ids]


def _restore_within(matching: Matching, region: Region) -> None:
    """Restores blocks that were edited in this region, or merged into one of its blocks."""
    if not region.old_indexes or not region.new_indexes:
        return
    old_indexes: defaultdict[str, list[int]] = defaultdict(list)
    for i in matching.unmatched_old(region.old_indexes):
        for digest in matching.former_digests.get(matching.old[i].id, ()):
            old_indexes[digest].append(i)
    matching.match_in_order(match_equal_keys(old_indexes, _restorable_blocks(matching, region)))
    region_ids = {matching.old[i].id for i in region.old_indexes}
    for new_indexes in _restorable_blocks(matching, region).values():
        ids = [
            paragraph_id
            for paragraph_id in _candidates(matching, new_indexes[0])
            if _absorbing_id(matching, paragraph_id) in region_ids
        ]
        # A repeated line that was absorbed equally often: in order.
        if len(ids) == len(new_indexes):
            for j, paragraph_id in zip(new_indexes, ids, strict=True):
                matching.assign_id(j, paragraph_id)


def _restorable_blocks(matching: Matching, region: Region) -> dict[str, list[int]]:
    """Returns the region's unmatched new blocks whose text a former block had, by digest."""
    by_digest: defaultdict[str, list[int]] = defaultdict(list)
    for j in matching.unmatched_new(region.new_indexes):
        if matching.new_digests[j] in matching.history.former_ids:
            by_digest[matching.new_digests[j]].append(j)
    return by_digest


def _absorbing_id(matching: Matching, paragraph_id: int) -> int:
    """Returns the id of the old block that absorbed this paragraph, or 0 if there is none."""
    if paragraph_id not in matching.history.absorbed:
        return 0
    position = locate_anchor(paragraph_id, matching.old_ids, matching.history)
    return 0 if position.is_orphaned else position.paragraph_id


def _restore_after_same_neighbour(matching: Matching) -> None:
    """Restores blocks that follow the same block as when they were deleted.

    This restores even scene breaks.
    """
    deleted_after: defaultdict[int, list[int]] = defaultdict(list)
    for paragraph_id, preceding_id in matching.history.deleted.items():
        deleted_after[preceding_id].append(paragraph_id)
    for j in matching.unmatched_new():
        if j and not matching.ids[j - 1]:
            continue
        candidates = [
            paragraph_id
            for paragraph_id in deleted_after[matching.ids[j - 1] if j else 0]
            if matching.new_digests[j] in matching.former_digests.get(paragraph_id, ())
            and paragraph_id not in matching.assigned_ids
        ]
        if len(candidates) == 1:
            matching.assign_id(j, candidates[0])


def _restore_anywhere(matching: Matching) -> None:
    """Restores a distinctive block if exactly one former block had its text."""
    for j in _unique_new_blocks(matching):
        candidates = _candidates(matching, j)
        if len(candidates) == 1 and _is_distinctive(matching, j):
            matching.assign_id(j, candidates[0])


def _unique_new_blocks(matching: Matching) -> Iterator[int]:
    """Yields unmatched new blocks whose text no other unmatched block has, old or new."""
    new_indexes = matching.unmatched_new()
    new_counts = Counter(matching.new_digests[j] for j in new_indexes)
    old_digests = {matching.old_digests[i] for i in matching.unmatched_old()}
    for j in new_indexes:
        digest = matching.new_digests[j]
        if new_counts[digest] == 1 and digest not in old_digests:
            yield j


def _is_distinctive(matching: Matching, new_index: int) -> bool:
    """True if the text is long enough to identify the block, or occurs only once."""
    digest, text = matching.new_digests[new_index], matching.new[new_index]
    if count_words_up_to(text, MIN_DISTINCTIVE_WORDS) >= MIN_DISTINCTIVE_WORDS:
        return True
    has_one_former_id = len(matching.history.former_ids[digest]) == 1
    is_unique = has_one_former_id and matching.new_digests.count(digest) == 1
    return is_unique and digest not in matching.positional_only
