"""What is known so far, while the blocks of a new version are given their ids."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from serial.markup.paragraphs.candidates import count_overlaps
from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import Bag, count_words_up_to, make_bag

# "No.", she said: what is shorter says nothing about where it comes from.
MIN_DISTINCTIVE_WORDS: Final = 4


@dataclass
class Matching:
    """ids: of each new block, 0 where it has none yet. anchors: pairs that rise on both sides.

    split: an old block to the new ones that it is now, in order. merged: an old block to the
    new one that it is a part of.
    """

    old: Sequence[PreviousBlock]
    new: Sequence[str]
    history: ParagraphHistory
    anchors: list[Pair] = field(default_factory=list)
    split: dict[int, list[int]] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        texts = {block.text for block in self.old}.union(self.new)
        digests = {text: text_digest(text) for text in texts}
        self.old_digests = [digests[block.text] for block in self.old]
        self.new_digests = [digests[text] for text in self.new]
        self.ids = [0] * len(self.new)
        self.taken: set[int] = set()
        self._old_bags: dict[int, Bag] = {}
        self._new_bags: dict[int, Bag] = {}
        self._overlaps: dict[tuple[tuple[int, ...], tuple[int, ...]], dict[Pair, int]] = {}

    def give(self, new: int, block_id: int) -> None:
        self.ids[new] = block_id
        self.taken.add(block_id)

    def pair(self, old: int, new: int) -> None:
        self.give(new, self.old[old].id)

    def anchor(self, pairs: Collection[Pair]) -> None:
        """Pair these, which rise with one another and with all that is anchored already."""
        for old, new in pairs:
            self.pair(old, new)
        self.anchors.extend(pairs)

    def regions(self) -> Iterator[Region]:
        return Region(0, len(self.old), 0, len(self.new)).between(sorted(self.anchors))

    def free_olds(self, among: Sequence[int] | None = None) -> list[int]:
        """Those of the old blocks that are matched with nothing."""
        among = range(len(self.old)) if among is None else among
        return [i for i in among if self.old[i].id not in self.taken]

    def free_news(self, among: Sequence[int] | None = None) -> list[int]:
        among = range(len(self.new)) if among is None else among
        return [j for j in among if not self.ids[j]]

    @cached_property
    def old_ids(self) -> set[int]:
        return {block.id for block in self.old}

    @cached_property
    def formers(self) -> Mapping[int, set[str]]:
        """Digests of the texts that each block once had, by its id."""
        formers: defaultdict[int, set[str]] = defaultdict(set)
        for key, ids in self.history.forms.items():
            for block_id in ids:
                formers[block_id].add(key)
        return formers

    @cached_property
    def settled(self) -> set[str]:
        """Digests of scene breaks, and of short lines that are in one version more than once.

        They are matched in their order only: one of them elsewhere is not the same one.
        """
        olds, news = Counter(self.old_digests), Counter(self.new_digests)
        settled = set()
        texts = [*(block.text for block in self.old), *self.new]
        for key, text in dict(zip(self.old_digests + self.new_digests, texts, strict=True)).items():
            words = count_words_up_to(text, MIN_DISTINCTIVE_WORDS)
            if not words or (words < MIN_DISTINCTIVE_WORDS and max(olds[key], news[key]) > 1):
                settled.add(key)
        return settled

    def old_bag(self, old: int) -> Bag:
        return _kept(self._old_bags, old, self.old[old].text)

    def new_bag(self, new: int) -> Bag:
        return _kept(self._new_bags, new, self.new[new])

    def overlaps(self, olds: Sequence[int], news: Sequence[int]) -> Mapping[Pair, int]:
        """How much these old and new blocks share: see candidates.py.

        Where all was rewritten, the same question comes twice.
        """
        key = (tuple(olds), tuple(news))
        if key not in self._overlaps:
            old_bags = {i: self.old_bag(i) for i in olds}
            self._overlaps[key] = count_overlaps(old_bags, {j: self.new_bag(j) for j in news})
        return self._overlaps[key]


def _kept(bags: dict[int, Bag], index: int, text: str) -> Bag:
    if index not in bags:
        bags[index] = make_bag(text)
    return bags[index]
