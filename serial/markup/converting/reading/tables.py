"""Tells tables of data from those that only place text on a page."""

from collections.abc import Iterator
from typing import Final

from serial.markup.converting.document import Block, Cell, Group, Paragraph, Run, Table

MAX_COLUMNS: Final = 50
_ALIGNMENTS: Final = {"center": "center", "right": "right"}


def table_or_blocks(group: Group) -> list[Block]:
    """Returns a table, or the blocks of its cells if Markdown cannot have such a table."""
    rows: list[Group] = []
    others: list[Block] = []
    for block in group.blocks:
        if isinstance(block, Group) and block.kind == "tr":
            rows.append(block)
        else:
            others.append(block)
    cells = [[cell for cell in row.blocks if isinstance(cell, Group)] for row in rows]
    width = max(map(len, cells), default=0)
    if not 2 <= width <= MAX_COLUMNS or not all(map(_is_simple, _flatten(cells))):
        return [*others, *(block for cell in _flatten(cells) for block in cell.blocks)]
    if not all(cell.kind == "th" for cell in cells[0]):
        head = [Group("td", align=cell.align) for cell in cells[0]]
        has_head = all(not cell.blocks for cell in cells[0])
        cells = cells if has_head else [head, *cells]
    return [*others, Table([_row(row, width) for row in cells])]


def _flatten(cells: list[list[Group]]) -> Iterator[Group]:
    for row in cells:
        yield from row


def _is_simple(cell: Group) -> bool:
    return all(isinstance(block, Paragraph) and not block.level for block in cell.blocks)


def _row(cells: list[Group], width: int) -> list[Cell]:
    row = [Cell(_runs_of(cell), _ALIGNMENTS.get(_align_of(cell), "")) for cell in cells]
    return row + [Cell([]) for _ in range(width - len(row))]


def _align_of(cell: Group) -> str:
    blocks = [block for block in cell.blocks if isinstance(block, Paragraph)]
    return cell.align or (blocks[0].align if blocks else "")


def _runs_of(cell: Group) -> list[Run]:
    """Returns the runs of the cell's paragraphs, with a line break between them."""
    runs: list[Run] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph) and block.runs:
            runs += [Run("\n"), *block.runs] if runs else block.runs
    return runs
