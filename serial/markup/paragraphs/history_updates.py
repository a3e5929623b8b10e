"""The history as it goes on from one version of a text to the next."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock

# Seven times the paragraphs of a long chapter; the oldest forms are forgotten.
MAX_FORMER_DIGESTS: Final = 5_000


def carry_history_over(
    old: Sequence[PreviousBlock],
    new_ids: Sequence[int],
    new: Sequence[str],
    history: ParagraphHistory,
) -> ParagraphHistory:
    """The history where the new ids are decided already: a whole former version came back."""
    known = {text: text_digest(text) for text in {block.text for block in old}.union(new)}
    digests = [known[text] for text in new]
    return update_history(old, [known[block.text] for block in old], new_ids, digests, history, {})


def update_history(
    old: Sequence[PreviousBlock],
    old_digests: Sequence[str],
    new_ids: Sequence[int],
    new_digests: Sequence[str],
    history: ParagraphHistory,
    merged: Mapping[int, int],
) -> ParagraphHistory:
    """The same with digests that are known. merged: ids that now went into others."""
    old_ids = [block.id for block in old]
    shown = dict(zip(new_ids, new_digests, strict=True))
    gone = {
        block_id: before
        for block_id, before in zip(old_ids, [0, *old_ids], strict=False)
        if block_id not in shown and block_id not in merged
    }
    former: defaultdict[str, list[int]] = defaultdict(list)
    for block_id, key in zip(old_ids, old_digests, strict=True):
        if shown.get(block_id) != key:
            former[key].append(block_id)
    return ParagraphHistory(
        next_id=max([history.next_id, *(1 + block_id for block_id in [*old_ids, *new_ids])]),
        forms=_newest(_changed(history.forms, former, shown)),
        lost=_without(history.lost, shown) | gone,
        absorbed=_without(history.absorbed, shown) | dict(merged),
    )


def _changed(
    forms: Mapping[str, tuple[int, ...]],
    former: Mapping[str, Sequence[int]],
    shown: Mapping[int, str],
) -> dict[str, tuple[int, ...]]:
    """Without those that the text shows again, and with the former ones as the newest."""
    again = set(shown.values())
    kept: dict[str, tuple[int, ...]] = {}
    for key, ids in forms.items():
        if key not in former and key in again:
            ids = tuple(i for i in ids if shown.get(i) != key)
        if key not in former and ids:
            kept[key] = ids
    for key, newest in former.items():
        left_out = set(newest)
        ids = tuple(i for i in forms.get(key, ()) if i not in left_out and shown.get(i) != key)
        kept[key] = (*ids, *newest)
    return kept


def _newest(forms: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    room = MAX_FORMER_DIGESTS
    newest: dict[str, tuple[int, ...]] = {}
    for key in reversed(forms):
        if room > 0:
            newest[key] = forms[key][-room:]
            room -= len(newest[key])
    return dict(reversed(newest.items()))


def _without(ids: Mapping[int, int], present: Collection[int]) -> dict[int, int]:
    return {key: value for key, value in ids.items() if key not in present}
