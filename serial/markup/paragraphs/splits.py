"""Matches a block that was split into several, and several blocks that were merged into one."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import Bag, Shingle

# This much of each part must be in the whole, and this much of the whole in its parts.
_MIN_CONTAINED_PART: Final = 0.7
_MIN_COVERED_PART: Final = 0.6


def match_splits_and_merges(matching: Matching, region: Region) -> None:
    """Searches all blocks of the region: a block whose id was restored may be a part as well."""
    overlaps = matching.overlaps(region.old_indexes, region.new_indexes)
    old_bags = {i: matching.old_bag(i) for i in region.old_indexes}
    new_bags = {j: matching.new_bag(j) for j in region.new_indexes}
    reversed_overlaps = {(j, i): count for (i, j), count in overlaps.items()}
    for old_index, parts in _find_wholes(reversed_overlaps, new_bags, old_bags).items():
        largest_first = sorted(parts, key=lambda j: -overlaps[old_index, j])
        _record_split(matching, old_index, largest_first)
    for new_index, parts in _find_wholes(overlaps, old_bags, new_bags).items():
        largest_first = sorted(parts, key=lambda i: -overlaps[i, new_index])
        _record_merge(matching, new_index, largest_first)


def _record_split(matching: Matching, old_index: int, largest_first: list[int]) -> None:
    """Gives the old id to the largest part."""
    unmatched = matching.unmatched_new(largest_first)
    if unmatched and matching.unmatched_old([old_index]):
        matching.match(old_index, unmatched[0])
    matching.splits[old_index] = sorted(largest_first)


def _record_merge(matching: Matching, new_index: int, largest_first: list[int]) -> None:
    """Gives the id of the largest part to the new block."""
    unmatched = matching.unmatched_old(largest_first)
    if unmatched and not matching.ids[new_index]:
        matching.match(unmatched[0], new_index)
    matching.merges.update(dict.fromkeys(unmatched, new_index))


def _find_wholes(
    overlaps: Mapping[Pair, int], parts: Mapping[int, Bag], wholes: Mapping[int, Bag]
) -> dict[int, list[int]]:
    """Maps each whole to its parts, two or more; there may be new text between the parts.

    overlaps: the number of shingles that a part and a whole share, by (part, whole).
    """
    candidates: defaultdict[int, list[int]] = defaultdict(list)
    for part, whole in _best_wholes(overlaps, parts).items():
        candidates[whole].append(part)
    parts_of = {}
    for whole, indexes in candidates.items():
        if len(indexes) > 1:
            covering = _covering_parts(wholes[whole], {i: parts[i] for i in indexes})
            if len(covering) > 1:
                parts_of[whole] = covering
    return parts_of


def _best_wholes(overlaps: Mapping[Pair, int], parts: Mapping[int, Bag]) -> dict[int, int]:
    """Maps each part to the whole that contains most of it; leaves out ties."""
    best: dict[int, tuple[int, int]] = {}
    tied: set[int] = set()
    for (part, whole), count in overlaps.items():
        highest = best[part][0] if part in best else 0
        if count >= max(highest, _MIN_CONTAINED_PART * parts[part].size):
            (tied.add if count == highest else tied.discard)(part)
            best[part] = (count, whole)
    return {part: whole for part, (_count, whole) in best.items() if part not in tied}


def _covering_parts(whole: Bag, parts: Mapping[int, Bag]) -> list[int]:
    """Returns the parts that each cover words of the whole which no larger part covers.

    Returns none if together they cover too little of the whole.
    """
    uncovered: Counter[Shingle] = Counter(whole.shingles)
    covering = []
    for index in sorted(parts, key=lambda index: -parts[index].size):
        shared = parts[index].shingles & uncovered
        if shared.total() >= _MIN_CONTAINED_PART * parts[index].size:
            uncovered.subtract(shared)
            covering.append(index)
    is_covered = whole.size - uncovered.total() >= _MIN_COVERED_PART * whole.size
    return sorted(covering) if is_covered else []
