"""The former paragraphs of a text, in the order in which they stood between the present ones."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from serial.markup.paragraphs.absorbed import final_absorbing_ids
from serial.markup.paragraphs.history import ParagraphHistory


def with_deleted(ids: Sequence[int], history: ParagraphHistory) -> Iterator[int]:
    """Yields the ids of a version, and after each those that were deleted after it."""
    absorbing_ids = final_absorbing_ids(history.absorbed)
    following: defaultdict[int, list[int]] = defaultdict(list)
    for paragraph_id, preceding_id in history.deleted.items():
        following[absorbing_ids.get(preceding_id, preceding_id)].append(paragraph_id)
    for paragraph_id in [0, *ids]:
        pending = [paragraph_id]
        while pending:
            current = pending.pop()
            if current:
                yield current
            pending.extend(reversed(following.pop(current, ())))
