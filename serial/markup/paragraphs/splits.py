"""One block that is now several, and several that are now one."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.matching import Matching
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import Bag, Shingle

# Of a piece, so much must be in the whole; and of the whole, so much in its pieces.
_PART_OF_PIECE: Final = 0.7
_PART_OF_WHOLE: Final = 0.6


def match_splits_and_merges(matching: Matching, region: Region) -> None:
    """Among all of the region's blocks: what came back exactly may be a piece as well."""
    common = matching.overlaps(region.olds, region.news)
    olds = {i: matching.old_bag(i) for i in region.olds}
    news = {j: matching.new_bag(j) for j in region.news}
    backwards = {(j, i): count for (i, j), count in common.items()}
    for old, pieces in _wholes(backwards, news, olds).items():
        _split(matching, old, sorted(pieces, key=lambda j: -common[old, j]))
    for new, pieces in _wholes(common, olds, news).items():
        _merge(matching, new, sorted(pieces, key=lambda i: -common[i, new]))


def _split(matching: Matching, old: int, largest_first: list[int]) -> None:
    free = matching.free_news(largest_first)
    if free and matching.free_olds([old]):
        matching.pair(old, free[0])
    matching.split[old] = sorted(largest_first)


def _merge(matching: Matching, new: int, largest_first: list[int]) -> None:
    free = matching.free_olds(largest_first)
    if free and not matching.ids[new]:
        matching.pair(free[0], new)
    matching.merged.update(dict.fromkeys(free, new))


def _wholes(
    common: Mapping[Pair, int], pieces: Mapping[int, Bag], wholes: Mapping[int, Bag]
) -> dict[int, list[int]]:
    """Wholes with their pieces, two or more; something new may stand between these.

    common: what a piece and a whole share, by (piece, whole).
    """
    members: defaultdict[int, list[int]] = defaultdict(list)
    for piece, whole in _best_wholes(common, pieces).items():
        members[whole].append(piece)
    found = {}
    for whole, candidates in members.items():
        if len(candidates) > 1:
            kept = _that_make_up(wholes[whole], {i: pieces[i] for i in candidates})
            if len(kept) > 1:
                found[whole] = kept
    return found


def _best_wholes(common: Mapping[Pair, int], pieces: Mapping[int, Bag]) -> dict[int, int]:
    """The whole that has the most of each piece, for those where that is clear."""
    best: dict[int, tuple[int, int]] = {}
    tied: set[int] = set()
    for (piece, whole), count in common.items():
        most = best[piece][0] if piece in best else 0
        if count >= max(most, _PART_OF_PIECE * pieces[piece].size):
            (tied.add if count == most else tied.discard)(piece)
            best[piece] = (count, whole)
    return {piece: whole for piece, (_count, whole) in best.items() if piece not in tied}


def _that_make_up(whole: Bag, pieces: Mapping[int, Bag]) -> list[int]:
    """The pieces that each have words of the whole which no larger one has; none if too few."""
    rest: Counter[Shingle] = Counter(whole.shingles)
    kept = []
    for index in sorted(pieces, key=lambda index: -pieces[index].size):
        part = pieces[index].shingles & rest
        if part.total() >= _PART_OF_PIECE * pieces[index].size:
            rest.subtract(part)
            kept.append(index)
    enough = whole.size - rest.total() >= _PART_OF_WHOLE * whole.size
    return sorted(kept) if enough else []
