"""Selects the pairs of old and new blocks that share enough words to be compared."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain
from typing import Final

from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.similarity import Bag, Shingle, count_shared

# Up to this many pairs, or this many blocks on the smaller side, every pair is compared.
# Beyond that (a rewritten chapter), only pairs that share rare shingles are compared.
_MAX_COMPARED_PAIRS: Final = 400
_MAX_COMPARED_BLOCKS: Final = 3
# A shingle is rare if at most this many old blocks contain it.
_MAX_RARE_OCCURRENCES: Final = 12
# The part of the smaller block's shingles that the other block must contain. This is half of
# what the callers require, because only rare shingles are counted here.
_MIN_SHARED_PART: Final = 0.3
_MAX_CANDIDATES: Final = 6


def count_overlaps(old_bags: Mapping[int, Bag], new_bags: Mapping[int, Bag]) -> dict[Pair, int]:
    """Returns how many shingles each candidate pair shares; leaves out pairs that share none."""
    smaller, larger = sorted((len(old_bags), len(new_bags)))
    if smaller <= _MAX_COMPARED_BLOCKS or smaller * larger <= _MAX_COMPARED_PAIRS:
        pairs = [(i, j) for i in old_bags for j in new_bags]
    else:
        pairs = _pairs_with_rare_shingles(old_bags, new_bags)
    counts = {(i, j): count_shared(old_bags[i], new_bags[j]) for i, j in pairs}
    return {pair: count for pair, count in counts.items() if count}


def _pairs_with_rare_shingles(
    old_bags: Mapping[int, Bag], new_bags: Mapping[int, Bag]
) -> list[Pair]:
    occurrences: defaultdict[Shingle, list[int]] = defaultdict(list)
    for i, bag in old_bags.items():
        for shingle in bag.shingles:
            occurrences[shingle].append(i)
    rare = {
        shingle: indexes
        for shingle, indexes in occurrences.items()
        if len(indexes) <= _MAX_RARE_OCCURRENCES
    }
    rare_counts = Counter(chain.from_iterable(rare.values()))
    pairs: list[Pair] = []
    for j, bag in new_bags.items():
        shared = rare.keys() & bag.shingles.keys()
        hits = Counter(chain.from_iterable(rare[shingle] for shingle in shared))
        for i, count in hits.most_common(_MAX_CANDIDATES):
            if count >= _MIN_SHARED_PART * min(rare_counts[i], len(bag.shingles)):
                pairs.append((i, j))
    return pairs
