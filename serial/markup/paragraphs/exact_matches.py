"""Blocks that are the same in both versions and in the same order.

This is the patience diff: what is the same from the start and from the end; then, between,
what is there once on either side; then the same again in each stretch that is left over.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from serial.markup.paragraphs.chains import Pair, heaviest_chain, match_equal_keys
from serial.markup.paragraphs.regions import Region

# Deeper regions are small in any text; the bound is for those that are made to be slow.
_MAX_DEPTH: Final = 20
_REACH: Final = 20


def find_exact_matches(
    old: Sequence[str], new: Sequence[str], settled: Collection[str]
) -> list[Pair]:
    """Pairs that rise on both sides, of digests. settled: those that cannot have moved."""
    found: list[Pair] = []
    todo = [(Region(0, len(old), 0, len(new)), 0)]
    while todo:
        region, depth = todo.pop()
        region = _trimmed(old, new, region, found)
        if not region.olds or not region.news:
            continue
        pairs = (
            _all_but_one(old, new, region, settled)
            or _of_the_unique(old, new, region)
            or _of_the_repeated(old, new, region)
        )
        found.extend(pairs)
        if pairs and depth < _MAX_DEPTH:
            todo.extend((part, depth + 1) for part in region.between(pairs))
    return sorted(found)


def _trimmed(old: Sequence[str], new: Sequence[str], region: Region, found: list[Pair]) -> Region:
    """The region without what is the same at its start and at its end, which is found."""
    i, old_end, j, new_end = region
    while i < old_end and j < new_end and old[i] == new[j]:
        found.append((i, j))
        i, j = i + 1, j + 1
    while i < old_end and j < new_end and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
        found.append((old_end, new_end))
    return Region(i, old_end, j, new_end)


def _all_but_one(
    old: Sequence[str], new: Sequence[str], region: Region, settled: Collection[str]
) -> list[Pair]:
    """Where one block has moved from the region's one end to its other: all of the others."""
    i, old_end, j, new_end = region
    if old_end - i != new_end - j:
        return []
    first, last = old[i], old[old_end - 1]
    if first not in settled and [*old[i + 1 : old_end], first] == list(new[j:new_end]):
        return list(zip(range(i + 1, old_end), region.news, strict=False))
    if last not in settled and [last, *old[i : old_end - 1]] == list(new[j:new_end]):
        return list(zip(region.olds, range(j + 1, new_end), strict=False))
    return []


def _of_the_unique(old: Sequence[str], new: Sequence[str], region: Region) -> list[Pair]:
    olds = Counter(old[region.old_start : region.old_end])
    news = Counter(new[region.new_start : region.new_end])
    unique = {digest for digest, count in olds.items() if count == 1 == news[digest]}
    places = {old[i]: i for i in region.olds if old[i] in unique}
    pairs = [(places[new[j]], j) for j in region.news if new[j] in unique]
    return heaviest_chain({pair: _weight(old, new, region, unique, pair) for pair in pairs})


def _weight(
    old: Sequence[str], new: Sequence[str], region: Region, unique: Collection[str], pair: Pair
) -> float:
    """Heavier by the repeated blocks around, which follow it: they can be found in no other way.

    Half for each, as those between two pairs are seen from both.
    """
    weight = 1.0
    for step in (-1, 1):
        for distance in range(step, step * _REACH, step):
            i, j = pair[0] + distance, pair[1] + distance
            inside = i in region.olds and j in region.news
            if not inside or old[i] != new[j] or old[i] in unique:
                break
            weight += 0.5
    return weight


def _of_the_repeated(old: Sequence[str], new: Sequence[str], region: Region) -> list[Pair]:
    return match_equal_keys(_places(old, region.olds), _places(new, region.news))


def _places(digests: Sequence[str], indexes: range) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index in indexes:
        places[digests[index]].append(index)
    return places
