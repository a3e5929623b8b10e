"""Blocks that read exactly as some block once did get that block's id back."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from serial.markup.paragraphs.anchors import locate_anchor
from serial.markup.paragraphs.chains import match_equal_keys
from serial.markup.paragraphs.matching import MIN_DISTINCTIVE_WORDS, Matching
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import count_words_up_to


def restore_ids(matching: Matching) -> None:
    if not matching.history.forms:
        return
    for region in list(matching.regions()):
        _in_their_place(matching, region)
    _after_the_same(matching)
    _anywhere(matching)


def _candidates(matching: Matching, new: int) -> list[int]:
    """Ids that nothing has in the new version, of blocks that had this text before."""
    ids = matching.history.forms.get(matching.new_digests[new], ())
    return [block_id for block_id in ids if block_id not in matching.taken]


def _in_their_place(matching: Matching, region: Region) -> None:
    """What was edited here, or went into what was here, and now reads as before."""
    if not region.olds or not region.news:
        return
    olds: defaultdict[str, list[int]] = defaultdict(list)
    for i in matching.free_olds(region.olds):
        for digest in matching.formers.get(matching.old[i].id, ()):
            olds[digest].append(i)
    matching.anchor(match_equal_keys(olds, _places(matching, region)))
    hosts = {matching.old[i].id for i in region.olds}
    for places in _places(matching, region).values():
        ids = [i for i in _candidates(matching, places[0]) if _host(matching, i) in hosts]
        # The same line twice, as often as it was absorbed: in their order.
        if len(ids) == len(places):
            for j, block_id in zip(places, ids, strict=True):
                matching.give(j, block_id)


def _places(matching: Matching, region: Region) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j in matching.free_news(region.news):
        if matching.new_digests[j] in matching.history.forms:
            places[matching.new_digests[j]].append(j)
    return places


def _host(matching: Matching, block_id: int) -> int:
    """What absorbed the block, of those that are in the old version; 0 if nothing did."""
    if block_id not in matching.history.absorbed:
        return 0
    place = locate_anchor(block_id, matching.old_ids, matching.history)
    return 0 if place.is_lost else place.paragraph


def _after_the_same(matching: Matching) -> None:
    """What is again after the block that it stood after when it went, even a scene break."""
    lost_after: defaultdict[int, list[int]] = defaultdict(list)
    for block_id, before in matching.history.lost.items():
        lost_after[before].append(block_id)
    for j in matching.free_news():
        if j and not matching.ids[j - 1]:
            continue
        candidates = [
            block_id
            for block_id in lost_after[matching.ids[j - 1] if j else 0]
            if matching.new_digests[j] in matching.formers.get(block_id, ())
            and block_id not in matching.taken
        ]
        if len(candidates) == 1:
            matching.give(j, candidates[0])


def _anywhere(matching: Matching) -> None:
    """What has words enough to be known by, if there is one such block and it is one block's."""
    for j in _lone_news(matching):
        candidates = _candidates(matching, j)
        if len(candidates) == 1 and _is_distinctive(matching, j):
            matching.give(j, candidates[0])


def _lone_news(matching: Matching) -> Iterator[int]:
    """New blocks whose text no other has that is still to be matched, on either side."""
    free = matching.free_news()
    news = Counter(matching.new_digests[j] for j in free)
    olds = {matching.old_digests[i] for i in matching.free_olds()}
    for j in free:
        digest = matching.new_digests[j]
        if news[digest] == 1 and digest not in olds:
            yield j


def _is_distinctive(matching: Matching, new: int) -> bool:
    digest, text = matching.new_digests[new], matching.new[new]
    if count_words_up_to(text, MIN_DISTINCTIVE_WORDS) >= MIN_DISTINCTIVE_WORDS:
        return True
    once = len(matching.history.forms[digest]) == 1 and matching.new_digests.count(digest) == 1
    return once and digest not in matching.settled
