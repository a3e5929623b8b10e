"""Of pairs that could belong together, those that keep their order on both sides."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

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
        before[pair] = lasts[place - 1] if place else None
        ends[place:stop], totals[place:stop], lasts[place:stop] = [pair[1]], [total], [pair]
    chain: list[Pair] = []
    last = lasts[-1] if lasts else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def unambiguous_chain(weights: Mapping[Pair, float]) -> list[Pair]:
    """The heaviest chain without what another chain, as heavy, would pair otherwise.

    Found from both ends: where there is a choice, the two go separate ways.
    """
    mirrored = {(-i, -j): weight for (i, j), weight in weights.items()}
    also = {(-i, -j) for i, j in heaviest_chain(mirrored)}
    return [pair for pair in heaviest_chain(weights) if pair in also]


def match_equal_keys(
    olds: Mapping[str, Sequence[int]], news: Mapping[str, Sequence[int]]
) -> list[Pair]:
    """The indexes, under the same key on either side, that belong together in their order.

    Where a key has more of them on one side, which is which would be a guess.
    """
    weights = {
        pair: 1.0
        for key in olds.keys() & news.keys()
        if len(olds[key]) == len(news[key])
        for pair in zip(olds[key], news[key], strict=True)
    }
    return unambiguous_chain(weights)
