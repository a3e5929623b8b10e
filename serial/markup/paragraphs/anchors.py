"""Finds where an anchor belongs after the text has changed."""

from collections.abc import Collection
from dataclasses import dataclass

from serial.markup.paragraphs.history import ParagraphHistory


@dataclass(frozen=True)
class AnchorPosition:
    """Where an anchor belongs in the current text.

    paragraph_id: the paragraph that the anchor belongs to, or 0 for the start of the text.
    is_orphaned: the anchor's own paragraph is gone; it belongs after `paragraph_id`.
    """

    paragraph_id: int
    is_orphaned: bool


def locate_anchor(
    paragraph_id: int, present: Collection[int], history: ParagraphHistory
) -> AnchorPosition:
    """Returns the paragraph itself, or the one that absorbed it.

    If both are gone, returns the nearest preceding paragraph that is still in the text.
    present: the paragraph ids in the text; a set is fastest.
    """
    is_orphaned = False
    seen: set[int] = set()
    while paragraph_id not in present:
        # Chains in the history lead only to paragraphs that existed later, so this loop ends.
        # The check guards against a stored history that was tampered with.
        if paragraph_id in seen:
            return AnchorPosition(0, True)
        seen.add(paragraph_id)
        if paragraph_id in history.absorbed:
            paragraph_id = history.absorbed[paragraph_id]
        else:
            is_orphaned = True
            paragraph_id = history.deleted.get(paragraph_id, 0)
            if paragraph_id == 0:
                break
    return AnchorPosition(paragraph_id, is_orphaned)
