"""The state of an alignment: which new blocks have been matched so far."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from serial.markup.paragraphs.absorbed import final_absorbing_ids
from serial.markup.paragraphs.candidates import count_overlaps
from serial.markup.paragraphs.chains import Pair
from serial.markup.paragraphs.digests import digest_normalized, normalize_text
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock
from serial.markup.paragraphs.regions import Region
from serial.markup.paragraphs.similarity import (
    Bag,
    count_shared,
    count_words_up_to,
    make_bag,
    split_normalized,
)
from serial.markup.paragraphs.sketches import code_bag, sketch_bag

# A shorter line (“No,” she said.) can occur anywhere, so its text does not identify it.
MIN_DISTINCTIVE_WORDS: Final = 4

# So many pairs of blocks are not compared again if they were compared with a quarter more.
_MANY_PAIRS: Final = 10_000
_FEW_OTHERS: Final = 1.25

Indexes = frozenset[int]


@dataclass
class Matching:
    """Which new blocks have been matched, and with which old blocks.

    old, new: the blocks of the previous version and the texts of the new one; methods refer to
        them by index.
    ordered_pairs: the matched pairs that increase on both sides; regions() lie between them.
    splits: maps an old block to the new blocks that it was split into, in order.
    merges: maps an old block to the new block that it is now a part of.
    ids: the paragraph id of each new block, or 0 if it has none yet.
    """

    old: Sequence[PreviousBlock]
    new: Sequence[str]
    history: ParagraphHistory
    ordered_pairs: list[Pair] = field(default_factory=list)
    splits: dict[int, list[int]] = field(default_factory=dict)
    merges: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        old_texts = [block.text for block in self.old]
        texts = dict.fromkeys([*old_texts, *self.new])
        # Each text has a digest, and most are split into words as well.
        self._normalized = {text: normalize_text(text) for text in texts}
        digests = {
            text: digest_normalized(normalized) for text, normalized in self._normalized.items()
        }
        self.old_digests = [digests[text] for text in old_texts]
        self.new_digests = [digests[text] for text in self.new]
        self._text_of_digest = {digest: text for text, digest in digests.items()}
        self.ids = [0] * len(self.new)
        self.assigned_ids: set[int] = set()
        self._words: dict[str, Sequence[str]] = {}
        self._bags: dict[str, Bag] = {}
        self._sketch_bags: dict[str, Bag] = {}
        self._former_bags: dict[int, Sequence[Bag]] = {}
        self._shared: dict[Pair, int] = {}
        self._overlaps: dict[tuple[Indexes, Indexes], dict[Pair, int]] = {}

    def assign_id(self, new_index: int, paragraph_id: int) -> None:
        self.ids[new_index] = paragraph_id
        self.assigned_ids.add(paragraph_id)

    def match(self, old_index: int, new_index: int) -> None:
        self.assign_id(new_index, self.old[old_index].id)

    def match_in_order(self, pairs: Collection[Pair]) -> None:
        """Matches pairs that increase on both sides, together with all of `ordered_pairs`."""
        matched = {new_index: self.old[old_index].id for old_index, new_index in pairs}
        for new_index, paragraph_id in matched.items():
            self.ids[new_index] = paragraph_id
        self.assigned_ids.update(matched.values())
        self.ordered_pairs.extend(pairs)

    def regions(self) -> Iterator[Region]:
        whole = Region(0, len(self.old), 0, len(self.new))
        return whole.gaps_between(sorted(self.ordered_pairs))

    def unmatched_old(self, among: Sequence[int] | None = None) -> list[int]:
        """Returns the indexes of old blocks, among the given or all, that have no match yet."""
        among = range(len(self.old)) if among is None else among
        return [i for i in among if self.old[i].id not in self.assigned_ids]

    def unmatched_new(self, among: Sequence[int] | None = None) -> list[int]:
        """Returns the indexes of new blocks, among the given or all, that have no id yet."""
        among = range(len(self.new)) if among is None else among
        return [j for j in among if not self.ids[j]]

    @cached_property
    def old_ids(self) -> set[int]:
        return {block.id for block in self.old}

    @cached_property
    def old_index(self) -> Mapping[int, int]:
        return {block.id: index for index, block in enumerate(self.old)}

    @cached_property
    def absorbed_by(self) -> Mapping[int, list[int]]:
        """Maps the ids of old blocks to the ids of the paragraphs that they absorbed."""
        by_id: defaultdict[int, list[int]] = defaultdict(list)
        for paragraph_id, absorbing_id in final_absorbing_ids(self.history.absorbed).items():
            by_id[absorbing_id].append(paragraph_id)
        return by_id

    @cached_property
    def former_digests(self) -> Mapping[int, set[str]]:
        """Maps each paragraph id to the digests of its former texts."""
        by_id: defaultdict[int, set[str]] = defaultdict(set)
        for digest, ids in self.history.former_ids.items():
            for paragraph_id in ids:
                by_id[paragraph_id].add(digest)
        return by_id

    @cached_property
    def positional_only(self) -> set[str]:
        """Digests of scene breaks, and of short lines that one version has more than once.

        These blocks match by position only: the same text somewhere else is another block.
        """
        old_counts, new_counts = Counter(self.old_digests), Counter(self.new_digests)
        positional_only = set()
        for digest, text in self._text_of_digest.items():
            words = count_words_up_to(text, MIN_DISTINCTIVE_WORDS)
            is_repeated = max(old_counts[digest], new_counts[digest]) > 1
            if not words or (words < MIN_DISTINCTIVE_WORDS and is_repeated):
                positional_only.add(digest)
        return positional_only

    def words(self, text: str) -> Sequence[str]:
        """Returns the words of a text, which are compared more than once."""
        if text not in self._words:
            self._words[text] = split_normalized(self._normalized[text])
        return self._words[text]

    def old_bag(self, old_index: int) -> Bag:
        return self._bag(self.old[old_index].text)

    def new_bag(self, new_index: int) -> Bag:
        return self._bag(self.new[new_index])

    def _bag(self, text: str) -> Bag:
        if text not in self._bags:
            self._bags[text] = make_bag(self.words(text))
        return self._bags[text]

    def old_sketch_bag(self, old_index: int) -> Bag:
        """For comparing with the bags of former paragraphs."""
        return self._sketch_bag(self.old[old_index].text)

    def new_sketch_bag(self, new_index: int) -> Bag:
        return self._sketch_bag(self.new[new_index])

    def former_bags(self, paragraph_id: int) -> Sequence[Bag]:
        """Returns the bags of the sketches of a paragraph's former texts."""
        if paragraph_id not in self._former_bags:
            sketches = self.history.sketches.get(paragraph_id, ())
            self._former_bags[paragraph_id] = [sketch_bag(sketch) for sketch in sketches]
        return self._former_bags[paragraph_id]

    def _sketch_bag(self, text: str) -> Bag:
        if text not in self._sketch_bags:
            self._sketch_bags[text] = code_bag(self.words(text))
        return self._sketch_bags[text]

    @property
    def compared_pairs(self) -> Collection[Pair]:
        """The pairs of blocks that have been compared, and share shingles."""
        return [pair for pair, count in self._shared.items() if count]

    def shared(self, old_index: int, new_index: int) -> int:
        """Returns how many shingles the two blocks share."""
        pair = (old_index, new_index)
        if pair not in self._shared:
            self._shared[pair] = count_shared(self.old_bag(old_index), self.new_bag(new_index))
        return self._shared[pair]

    def overlaps(
        self, old_indexes: Sequence[int], new_indexes: Sequence[int]
    ) -> Mapping[Pair, int]:
        """Returns how many shingles each pair of these blocks shares; see candidates.py.

        Cached, because a text that was rewritten as a whole is compared twice: the second time,
        without the blocks that were matched in between.
        """
        key = (frozenset(old_indexes), frozenset(new_indexes))
        if key in self._overlaps:
            return self._overlaps[key]
        larger = self._compared_with(*key) if len(key[0]) * len(key[1]) > _MANY_PAIRS else None
        if larger is not None:
            pairs = self._overlaps[larger].items()
            return {(i, j): count for (i, j), count in pairs if i in key[0] and j in key[1]}
        old_bags = {i: self.old_bag(i) for i in old_indexes}
        new_bags = {j: self.new_bag(j) for j in new_indexes}
        self._overlaps[key] = count_overlaps(old_bags, new_bags)
        self._shared.update(self._overlaps[key])
        return self._overlaps[key]

    def _compared_with(self, old: Indexes, new: Indexes) -> tuple[Indexes, Indexes] | None:
        """Returns the sets of blocks that include these, and few others, if they were compared."""
        most_pairs = _FEW_OTHERS * len(old) * len(new)
        for other_old, other_new in self._overlaps:
            few_others = len(other_old) * len(other_new) <= most_pairs
            if few_others and old <= other_old and new <= other_new:
                return other_old, other_new
        return None
