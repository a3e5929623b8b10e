"""Of pairs that could belong together, those that keep their order on both sides."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

# Beyond this, what is repeated so often tells nothing; and it bounds the time it takes.
_MOST_PAIRS: Final = 5_000

# An index on the old side and one on the new.
Pair = tuple[int, int]


def heaviest_chain(weights: Mapping[Pair, float]) -> list[Pair]:
    """The chain of pairs, rising on both sides, with the greatest sum of weights.

    With equal weights this is the longest increasing subsequence of patience sorting. Takes
    n log n for n pairs. Of chains that weigh the same, one is taken.
    """
    # ends and totals rise together: what the best chain weighs that ends at that new index.
    ends: list[int] = []
    totals: list[float] = []
    lasts: list[Pair] = []
    before: dict[Pair, Pair | None] = {}
    for pair in sorted(weights, key=lambda pair: (pair[0], -pair[1])):
        place = bisect_left(ends, pair[1])
        total = weights[pair] + (totals[place - 1] if place else 0.0)
        stop = place
        while stop < len(ends) and totals[stop] <= total:
            stop += 1
        if stop == place < len(ends) and ends[place] == pair[1]:
            continue
        before[pair] = lasts[place - 1] if place else None
        ends[place:stop], totals[place:stop], lasts[place:stop] = [pair[1]], [total], [pair]
    chain: list[Pair] = []
    last = lasts[-1] if lasts else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def certain_chain(weights: Mapping[Pair, float]) -> list[Pair]:
    """The heaviest chain without what another chain, as heavy, would pair otherwise.

    Found from both ends: where there is a choice, the two go separate ways.
    """
    mirrored = {(-i, -j): weight for (i, j), weight in weights.items()}
    also = {(-i, -j) for i, j in heaviest_chain(mirrored)}
    return [pair for pair in heaviest_chain(weights) if pair in also]


def chain_of_equals(
    olds: Mapping[str, Sequence[int]], news: Mapping[str, Sequence[int]]
) -> list[Pair]:
    """What belongs together of the indexes that have the same key on either side.

    As many on both sides belong together in their order; of others, what there is no doubt of.
    """
    weights: dict[Pair, float] = {}
    for key in sorted(olds.keys() & news.keys()):
        here, there = olds[key], news[key]
        if len(here) == len(there):
            weights.update(dict.fromkeys(zip(here, there, strict=True), 1.0))
        elif len(here) * len(there) + len(weights) <= _MOST_PAIRS:
            weights.update({(i, j): 1.0 for i in here for j in there})
    return certain_chain(weights)
