"""Updates the paragraph history when a new version of a text is saved."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from types import MappingProxyType
from typing import Final

from serial.markup.paragraphs.absorbed import follow_absorbed
from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock
from serial.markup.paragraphs.similarity import Bag, split_words
from serial.markup.paragraphs.sketches import code_bag, make_sketch, update_sketches

# Seven times the paragraphs of a long chapter. Beyond this, the oldest digests are dropped.
MAX_FORMER_DIGESTS: Final = 5_000


@dataclass(frozen=True)
class TextVersion:
    """One version of a text: the ids, texts and digests of its blocks, in order.

    words_of: split_words, or a function that remembers its results.
    """

    ids: Sequence[int]
    texts: Sequence[str]
    digests: Sequence[str]
    words_of: Callable[[str], Sequence[str]] = split_words

    @cached_property
    def text_of(self) -> Mapping[int, str]:
        return dict(zip(self.ids, self.texts, strict=True))

    def sketch(self, paragraph_id: int) -> str:
        return make_sketch(self.words_of(self.text_of[paragraph_id]))

    def code_bag(self, paragraph_id: int) -> Bag | None:
        text = self.text_of.get(paragraph_id)
        return None if text is None else code_bag(self.words_of(text))


def carry_history_over(
    old: Sequence[PreviousBlock],
    new_ids: Sequence[int],
    new: Sequence[str],
    history: ParagraphHistory,
) -> ParagraphHistory:
    """Returns the history after a save whose paragraph ids are known: a whole revision restored.

    old: the blocks of the previous version. new: the texts of the new version, with their ids in
    `new_ids`.
    """
    old_ids, old_texts = [block.id for block in old], [block.text for block in old]
    digest_of = {text: text_digest(text) for text in {*old_texts, *new}}
    return update_history(
        TextVersion(old_ids, old_texts, [digest_of[text] for text in old_texts]),
        TextVersion(new_ids, new, [digest_of[text] for text in new]),
        history,
    )


def update_history(
    old: TextVersion,
    new: TextVersion,
    history: ParagraphHistory,
    merged: Mapping[int, int] = MappingProxyType({}),
    splits: Mapping[int, Sequence[int]] = MappingProxyType({}),
) -> ParagraphHistory:
    """Returns the history after a save.

    merged: maps the ids that this save merged into others to the ids of those.
    splits: maps the id of each block that was split to the ids of its parts.
    """
    current = dict(zip(new.ids, new.digests, strict=True))
    deleted = {
        paragraph_id: preceding_id
        for paragraph_id, preceding_id in zip(old.ids, [0, *old.ids], strict=False)
        if paragraph_id not in current and paragraph_id not in merged
    }
    replaced: defaultdict[str, list[int]] = defaultdict(list)
    for paragraph_id, digest in zip(old.ids, old.digests, strict=True):
        if current.get(paragraph_id) != digest:
            replaced[digest].append(paragraph_id)
    changed = set(chain.from_iterable(replaced.values()))
    absorbed, released = follow_absorbed(
        _without(history.absorbed, current),
        history.sketches,
        changed,
        new.code_bag,
        splits,
    )
    deleted = _without(history.deleted, current) | deleted | released
    absorbed |= merged
    absorbing = set(merged.values())
    return ParagraphHistory(
        next_id=max([history.next_id, *(1 + used_id for used_id in [*old.ids, *new.ids])]),
        former_ids=_limit_size(_update_former_ids(history.former_ids, replaced, current)),
        deleted=deleted,
        absorbed=absorbed,
        sketches=update_sketches(
            history.sketches,
            {*deleted, *absorbed, *absorbed.values()},
            {
                paragraph_id: partial(old.sketch, paragraph_id)
                for paragraph_id in old.ids
                if paragraph_id in changed
                and (paragraph_id not in current or paragraph_id in absorbing)
            },
        ),
    )


def _update_former_ids(
    former_ids: Mapping[str, tuple[int, ...]],
    replaced: Mapping[str, Sequence[int]],
    current: Mapping[int, str],
) -> dict[str, tuple[int, ...]]:
    """Removes paragraphs that have their former text again; appends those of `replaced`.

    replaced: maps digests of the previous version to the ids that had them and no longer do.
    current: maps the ids of the new version to their digests.
    """
    current_digests = set(current.values())
    updated: dict[str, tuple[int, ...]] = {}
    for digest, ids in former_ids.items():
        if digest not in replaced and digest in current_digests:
            ids = tuple(i for i in ids if current.get(i) != digest)
        if digest not in replaced and ids:
            updated[digest] = ids
    for digest, newest in replaced.items():
        excluded = set(newest)
        ids = former_ids.get(digest, ())
        older = tuple(i for i in ids if i not in excluded and current.get(i) != digest)
        updated[digest] = (*older, *newest)
    return updated


def _limit_size(former_ids: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Keeps the newest MAX_FORMER_DIGESTS ids."""
    remaining = MAX_FORMER_DIGESTS
    newest: dict[str, tuple[int, ...]] = {}
    for digest in reversed(former_ids):
        if remaining > 0:
            newest[digest] = former_ids[digest][-remaining:]
            remaining -= len(newest[digest])
    return dict(reversed(newest.items()))


def _without(ids: Mapping[int, int], excluded: Collection[int]) -> dict[int, int]:
    return {key: value for key, value in ids.items() if key not in excluded}
