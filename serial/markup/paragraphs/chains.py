"""Selects, from possible pairs of old and new blocks, those that keep their order on both sides."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

# (index of an old block, index of a new block)
Pair = tuple[int, int]


def heaviest_chain(weights: Mapping[Pair, float]) -> list[Pair]:
    """Returns the pairs, increasing on both sides, with the greatest sum of weights.

    With equal weights this is the longest increasing subsequence, found by patience sorting.
    Takes O(n log n) for n pairs. If several chains weigh the same, returns one of them.
    """
    # ends and totals increase together: totals[k] is the weight of the best chain whose last
    # new index is ends[k].
    ends: list[int] = []
    totals: list[float] = []
    lasts: list[Pair] = []
    predecessors: dict[Pair, Pair | None] = {}
    for pair in sorted(weights, key=lambda pair: (pair[0], -pair[1])):
        start = bisect_left(ends, pair[1])
        total = weights[pair] + (totals[start - 1] if start else 0.0)
        stop = start
        while stop < len(ends) and totals[stop] <= total:
            stop += 1
        predecessors[pair] = lasts[start - 1] if start else None
        ends[start:stop], totals[start:stop], lasts[start:stop] = [pair[1]], [total], [pair]
    chain: list[Pair] = []
    last = lasts[-1] if lasts else None
    while last is not None:
        chain.append(last)
        last = predecessors[last]
    return chain[::-1]


def unambiguous_chain(weights: Mapping[Pair, float]) -> list[Pair]:
    """Returns the heaviest chain without pairs that an equally heavy chain would pair differently.

    Computes the chain from both ends; where there is a choice, the two results differ.
    """
    mirrored = {(-i, -j): weight for (i, j), weight in weights.items()}
    backward_chain = {(-i, -j) for i, j in heaviest_chain(mirrored)}
    return [pair for pair in heaviest_chain(weights) if pair in backward_chain]


def match_equal_keys(
    old_indexes: Mapping[str, Sequence[int]], new_indexes: Mapping[str, Sequence[int]]
) -> list[Pair]:
    """Pairs, in order, the indexes that have the same key on both sides.

    Leaves out a key that has more indexes on one side, because the pairing would be a guess.
    """
    weights = {
        pair: 1.0
        for key in old_indexes.keys() & new_indexes.keys()
        if len(old_indexes[key]) == len(new_indexes[key])
        for pair in zip(old_indexes[key], new_indexes[key], strict=True)
    }
    return unambiguous_chain(weights)
