"""Empty paragraphs of a whole document: which of them are scene breaks.

Word processors have no mark for a scene break. An empty paragraph is one where paragraphs have none
between them usually; where they have one, two are.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from serial.manuscripts.documents import Block, Document, Remark, Role

# If more gaps than this share are larger than usual, there is no usual one.
_MAX_BREAK_SHARE: Final = 0.34


def settle_blank_lines(document: Document) -> None:
    """Replaces empty paragraphs that are scene breaks by lines, and drops the others, in place."""
    usual = _usual_gap(document.blocks)
    blocks: list[Block] = []
    gap: list[Block] = []
    for block in document.blocks:
        if block.is_empty():
            gap.append(block)
            continue
        begins_page = any(each.begins_page for each in gap)
        is_break = len(gap) > usual and not (begins_page or block.begins_page or block.file)
        if is_break and blocks and _is_prose(blocks[-1]) and _is_prose(block):
            blocks.append(Block("<hr>"))
            document.remark(Remark.BLANK_BREAKS)
        block.begins_page |= begins_page
        block.file = block.file or next((each.file for each in gap if each.file), "")
        blocks.append(block)
        gap = []
    document.blocks = blocks


def _usual_gap(blocks: list[Block]) -> int:
    """Returns the most empty paragraphs that are no scene break."""
    gaps = Counter(_gaps(blocks))
    if not gaps:
        return 0
    usual = gaps.most_common(1)[0][0]
    larger = sum(count for gap, count in gaps.items() if gap > usual)
    return usual if larger <= gaps.total() * _MAX_BREAK_SHARE else max(gaps)


def _gaps(blocks: list[Block]) -> Iterator[int]:
    """Yields the number of empty paragraphs between each two paragraphs of prose."""
    count, is_after_prose = 0, False
    for block in blocks:
        if block.is_empty():
            count += 1
            continue
        is_prose = _is_prose(block)
        if is_prose and is_after_prose:
            yield count
        count, is_after_prose = 0, is_prose


def _is_prose(block: Block) -> bool:
    """Around headings, ornaments and aligned lines, gaps are usual."""
    is_plain = block.role is Role.TEXT and not (block.level or block.align)
    return is_plain and bool(block.words)
