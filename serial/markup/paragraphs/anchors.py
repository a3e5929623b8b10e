"""Where something that was put at a block belongs, once the text has changed."""

from collections.abc import Collection
from dataclasses import dataclass

from serial.markup.paragraphs.history import ParagraphHistory


@dataclass(frozen=True)
class AnchorPosition:
    """block: 0 stands for before the first. is_lost: it belongs after that block, not at it."""

    paragraph: int
    is_lost: bool


def locate_anchor(
    block_id: int, present: Collection[int], history: ParagraphHistory
) -> AnchorPosition:
    """At the block itself or what absorbed it; else after the nearest before it that is left.

    present: the ids in the text, best as a set.
    """
    is_lost = False
    seen: set[int] = set()
    while block_id not in present:
        # A chain only leads to blocks that were there later, so this stops anyway; what was
        # kept may have been tampered with.
        if block_id in seen:
            return AnchorPosition(0, True)
        seen.add(block_id)
        if block_id in history.absorbed:
            block_id = history.absorbed[block_id]
        else:
            is_lost = True
            block_id = history.lost.get(block_id, 0)
            if block_id == 0:
                break
    return AnchorPosition(block_id, is_lost)
