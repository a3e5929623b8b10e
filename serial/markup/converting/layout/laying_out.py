"""What a document's layout means: headings, scene breaks, indented letters, aligned lines.

Word processors have no marks for these, only looks. What a look means depends on the rest of the
document: an empty paragraph is a scene break where paragraphs have none between them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from serial.markup.converting.document import (
    EM,
    STRONG,
    UNDERLINE,
    Block,
    Document,
    Group,
    Paragraph,
    SceneBreak,
)
from serial.markup.converting.layout.ornaments import read_ornament
from serial.markup.converting.layout.word_lists import group_items, take_marker

# In points. Word's step is 36, LibreOffice's 28; below a half it is a matter of taste.
_MIN_INDENT: Final = 14
# Fewer gaps between paragraphs than this do not show what is usual.
_MIN_GAPS: Final = 6
_MAX_BREAK_SHARE: Final = 0.25
# An ornament may have these.
_LOOKS: Final = frozenset({EM, STRONG, UNDERLINE})
_ALIGNED: Final = frozenset({"center", "right"})


def lay_out(document: Document, *, keeps_underlines: bool) -> bool:
    """Replaces looks by what they mean, in place. True if underlines became italics."""
    _shift_headings(document)
    has_converted = not keeps_underlines and _convert_underlines(document)
    groups = list(document.groups())
    usual_indent = _usual_indent(groups)
    usual_gap = _usual_gap(groups, usual_indent)
    for group in groups:
        group.blocks = _lay_out_blocks(group, usual_gap, usual_indent)
    return has_converted


def _lay_out_blocks(group: Group, usual_gap: int, usual_indent: float) -> list[Block]:
    for block in group.blocks:
        if isinstance(block, Paragraph):
            take_marker(block)
    blocks: list[Block] = [_with_scene_breaks(block) for block in group.blocks]
    blocks = list(_without_empty_lines(blocks, usual_gap, usual_indent))
    blocks = group_items(blocks)
    if group.kind in ("li", "td", "th"):
        return blocks
    if group.kind != "note":
        blocks = list(_with_quotations(blocks, usual_indent))
    return list(_with_alignment(blocks, group.kind))


def _shift_headings(document: Document) -> None:
    """Without an <h1>, the <h2> are the first level, as in our own HTML."""
    headings = [
        block
        for group in document.groups()
        for block in group.blocks
        if isinstance(block, Paragraph) and block.level
    ]
    if not any(heading.level == 1 for heading in headings):
        for heading in headings:
            heading.level -= 1


def _convert_underlines(document: Document) -> bool:
    """Where nothing is italic, underlining stands for it, as in typescripts."""
    all_runs = [run for runs in document.runs() for run in runs]
    underlined = [run for run in all_runs if UNDERLINE in run.marks]
    if any(EM in run.marks for run in all_runs):
        return False
    for run in underlined:
        run.marks = tuple(EM if mark == UNDERLINE else mark for mark in run.marks)
    return bool(underlined)


def _with_scene_breaks(block: Block) -> Block:
    if not isinstance(block, Paragraph) or not block.runs:
        return block
    ornament = read_ornament(block.text)
    if ornament is None:
        return block
    is_text = not any(run.note or run.picture or set(run.marks) - _LOOKS for run in block.runs)
    return SceneBreak(ornament) if is_text else block


# Empty paragraphs


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.runs


def _gaps(blocks: list[Block], usual_indent: float) -> Iterator[int]:
    """Yields the number of empty paragraphs between each two paragraphs of prose."""
    count, is_after_prose = 0, False
    for block in blocks:
        if _is_empty(block):
            count += 1
            continue
        is_prose = _is_prose(block, usual_indent)
        if is_prose and is_after_prose:
            yield count
        count, is_after_prose = 0, is_prose


def _usual_gap(groups: list[Group], usual_indent: float) -> int:
    """Returns the most empty paragraphs that are no scene break."""
    gaps = Counter(gap for group in groups for gap in _gaps(group.blocks, usual_indent))
    total = gaps.total()
    if total < _MIN_GAPS:
        return max(gaps, default=0)
    usual = gaps.most_common(1)[0][0]
    larger = sum(count for gap, count in gaps.items() if gap > usual)
    return usual if larger <= total * _MAX_BREAK_SHARE else max(gaps)


def _without_empty_lines(
    blocks: list[Block], usual_gap: int, usual_indent: float
) -> Iterator[Block]:
    """Drops empty paragraphs; more than are usual, between two paragraphs, are a scene break."""
    count = 0
    last: Block | None = None
    for block in blocks:
        if _is_empty(block):
            count += 1
            continue
        if count > usual_gap and _is_prose(last, usual_indent) and _is_prose(block, usual_indent):
            yield SceneBreak(is_blank=True)
        yield block
        count, last = 0, block


def _is_prose(block: Block | None, usual_indent: float) -> bool:
    """Whether it is a paragraph like most others. Around those that are not, gaps are usual."""
    return (
        isinstance(block, Paragraph)
        and not (block.level or block.list_level)
        and block.align not in _ALIGNED
        and block.indent - usual_indent < _MIN_INDENT
    )


# Indentation and alignment


def _usual_indent(groups: list[Group]) -> float:
    indents = Counter(
        round(block.indent)
        for group in groups
        for block in group.blocks
        if isinstance(block, Paragraph) and block.runs and not block.list_level
    )
    return indents.most_common(1)[0][0] if indents else 0


def _with_quotations(blocks: list[Block], usual_indent: float) -> Iterator[Block]:
    """Puts indented paragraphs, such as letters, into block quotations."""

    def is_indented(block: Block) -> bool:
        return (
            isinstance(block, Paragraph)
            and block.align not in _ALIGNED
            and not block.level
            and block.indent - usual_indent >= _MIN_INDENT
        )

    for indented, run in groupby(blocks, is_indented):
        if indented:
            yield Group("blockquote", list(run))
        else:
            yield from run


def _with_alignment(blocks: list[Block], kind: str) -> Iterator[Block]:
    """Puts aligned paragraphs into a container. Headings and scene breaks have their own look."""

    def alignment(block: Block) -> str:
        is_aligned = isinstance(block, Paragraph) and not block.level and block.align in _ALIGNED
        return block.align if is_aligned and isinstance(block, Paragraph) else ""

    for align, run in groupby(blocks, alignment):
        if align and align != kind:
            paragraphs = [replace(block, align="") for block in run if isinstance(block, Paragraph)]
            yield Group(align, list(paragraphs))
        else:
            yield from run
