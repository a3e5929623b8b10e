"""Updates the paragraph history when a new version of a text is saved."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock

# Seven times the paragraphs of a long chapter. Beyond this, the oldest digests are dropped.
MAX_FORMER_DIGESTS: Final = 5_000


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
    digest_of = {text: text_digest(text) for text in {block.text for block in old}.union(new)}
    old_digests = [digest_of[block.text] for block in old]
    return update_history(old, old_digests, new_ids, [digest_of[text] for text in new], history, {})


def update_history(
    old: Sequence[PreviousBlock],
    old_digests: Sequence[str],
    new_ids: Sequence[int],
    new_digests: Sequence[str],
    history: ParagraphHistory,
    absorbed: Mapping[int, int],
) -> ParagraphHistory:
    """Returns the history after a save.

    absorbed: maps the ids that this save merged into others to the ids of those.
    """
    old_ids = [block.id for block in old]
    current = dict(zip(new_ids, new_digests, strict=True))
    deleted = {
        paragraph_id: preceding_id
        for paragraph_id, preceding_id in zip(old_ids, [0, *old_ids], strict=False)
        if paragraph_id not in current and paragraph_id not in absorbed
    }
    replaced: defaultdict[str, list[int]] = defaultdict(list)
    for paragraph_id, digest in zip(old_ids, old_digests, strict=True):
        if current.get(paragraph_id) != digest:
            replaced[digest].append(paragraph_id)
    return ParagraphHistory(
        next_id=max([history.next_id, *(1 + used_id for used_id in [*old_ids, *new_ids])]),
        former_ids=_limit_size(_update_former_ids(history.former_ids, replaced, current)),
        deleted=_without(history.deleted, current) | deleted,
        absorbed=_without(history.absorbed, current) | dict(absorbed),
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
