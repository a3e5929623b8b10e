"""Matches blocks whose text and order are the same in both versions.

This is a patience diff: first the common start and end; then, between them, the blocks that
occur once on each side; then the same again in each remaining region.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from serial.markup.paragraphs.chains import Pair, heaviest_chain, match_equal_keys
from serial.markup.paragraphs.regions import Region

# In ordinary text, deeper regions are small. The limit is for text written to be slow.
_MAX_DEPTH: Final = 20
# How many neighbours on each side add to the weight of a pair.
_MAX_NEIGHBOURS: Final = 20


def find_exact_matches(
    old: Sequence[str], new: Sequence[str], positional_only: Collection[str]
) -> list[Pair]:
    """Returns pairs of equal digests, increasing on both sides.

    positional_only: digests that match by position only; see Matching.positional_only.
    """
    matches: list[Pair] = []
    pending = [(Region(0, len(old), 0, len(new)), 0)]
    while pending:
        region, depth = pending.pop()
        region = _trim_common_ends(old, new, region, matches)
        if not region.old_indexes or not region.new_indexes:
            continue
        pairs = (
            _match_around_moved_block(old, new, region, positional_only)
            or _match_unique(old, new, region)
            or _match_repeated(old, new, region)
        )
        matches.extend(pairs)
        if pairs and depth < _MAX_DEPTH:
            pending.extend((gap, depth + 1) for gap in region.gaps_between(pairs))
    return sorted(matches)


def _trim_common_ends(
    old: Sequence[str], new: Sequence[str], region: Region, matches: list[Pair]
) -> Region:
    """Adds the common start and end of the region to `matches`; returns the rest."""
    i, old_end, j, new_end = region
    while i < old_end and j < new_end and old[i] == new[j]:
        matches.append((i, j))
        i, j = i + 1, j + 1
    while i < old_end and j < new_end and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
        matches.append((old_end, new_end))
    return Region(i, old_end, j, new_end)


def _match_around_moved_block(
    old: Sequence[str], new: Sequence[str], region: Region, positional_only: Collection[str]
) -> list[Pair]:
    """If one block has moved from one end of the region to the other, matches all other blocks."""
    i, old_end, j, new_end = region
    if old_end - i != new_end - j:
        return []
    first, last = old[i], old[old_end - 1]
    if first not in positional_only and [*old[i + 1 : old_end], first] == list(new[j:new_end]):
        return list(zip(range(i + 1, old_end), region.new_indexes, strict=False))
    if last not in positional_only and [last, *old[i : old_end - 1]] == list(new[j:new_end]):
        return list(zip(region.old_indexes, range(j + 1, new_end), strict=False))
    return []


def _match_unique(old: Sequence[str], new: Sequence[str], region: Region) -> list[Pair]:
    old_counts = Counter(old[region.old_start : region.old_end])
    new_counts = Counter(new[region.new_start : region.new_end])
    unique = {digest for digest, count in old_counts.items() if count == 1 == new_counts[digest]}
    old_index = {old[i]: i for i in region.old_indexes if old[i] in unique}
    pairs = [(old_index[new[j]], j) for j in region.new_indexes if new[j] in unique]
    return heaviest_chain({pair: _weight(old, new, region, unique, pair) for pair in pairs})


def _weight(
    old: Sequence[str], new: Sequence[str], region: Region, unique: Collection[str], pair: Pair
) -> float:
    """Returns 1, plus a half for each equal repeated block next to the pair.

    Repeated blocks can only be matched through their unique neighbours. Each counts a half,
    because the pairs on both sides of it count it.
    """
    weight = 1.0
    for step in (-1, 1):
        for offset in range(step, step * _MAX_NEIGHBOURS, step):
            i, j = pair[0] + offset, pair[1] + offset
            is_inside = i in region.old_indexes and j in region.new_indexes
            if not is_inside or old[i] != new[j] or old[i] in unique:
                break
            weight += 0.5
    return weight


def _match_repeated(old: Sequence[str], new: Sequence[str], region: Region) -> list[Pair]:
    return match_equal_keys(
        _indexes_by_digest(old, region.old_indexes), _indexes_by_digest(new, region.new_indexes)
    )


def _indexes_by_digest(digests: Sequence[str], indexes: range) -> dict[str, list[int]]:
    by_digest: defaultdict[str, list[int]] = defaultdict(list)
    for index in indexes:
        by_digest[digests[index]].append(index)
    return by_digest
