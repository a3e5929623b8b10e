"""Which old and new blocks share enough words to be worth a look."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain
from typing import Final

from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.similarity import Bag, Shingle, count_shared

# So few pairs are compared each with each, or so few blocks with all others. Of more, a
# rewritten chapter say, only those that share what is rare: a shingle that is in more old
# blocks than this tells nothing.
_FEW_PAIRS: Final = 400
_FEW_BLOCKS: Final = 3
_MOST_HOLDERS: Final = 12
# Of what the smaller block has, so much must be in the other: half of what those ask for who
# use the result, as shingles that are not rare were not counted.
_LEAST_PART: Final = 0.3
_MOST_CANDIDATES: Final = 6


def count_overlaps(olds: Mapping[int, Bag], news: Mapping[int, Bag]) -> dict[Pair, int]:
    """How many shingles each pair shares, of pairs that share any that matter."""
    few = min(len(olds), len(news))
    if few <= _FEW_BLOCKS or few * max(len(olds), len(news)) <= _FEW_PAIRS:
        pairs = [(i, j) for i in olds for j in news]
    else:
        pairs = _likely_pairs(olds, news)
    counted = {(i, j): count_shared(olds[i], news[j]) for i, j in pairs}
    return {pair: count for pair, count in counted.items() if count}


def _likely_pairs(olds: Mapping[int, Bag], news: Mapping[int, Bag]) -> list[Pair]:
    holders: defaultdict[Shingle, list[int]] = defaultdict(list)
    for i, bag in olds.items():
        for shingle in bag.shingles:
            holders[shingle].append(i)
    rare = {key: held for key, held in holders.items() if len(held) <= _MOST_HOLDERS}
    rarity = Counter(chain.from_iterable(rare.values()))
    pairs: list[Pair] = []
    for j, bag in news.items():
        known = rare.keys() & bag.shingles.keys()
        hits = Counter(chain.from_iterable(rare[shingle] for shingle in known))
        for i, count in hits.most_common(_MOST_CANDIDATES):
            if count >= _LEAST_PART * min(rarity[i], len(bag.shingles)):
                pairs.append((i, j))
    return pairs
