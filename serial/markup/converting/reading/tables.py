"""Tells tables of data from those that only place text on a page."""

from collections.abc import Iterator
from typing import Final

from serial.markup.converting.document import Block, Cell, Group, Paragraph, Run, Table
from serial.markup.converting.reading.runs import normalise

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
    grid = _grid(cells)
    width = max(map(len, grid), default=0)
    if not 2 <= width <= MAX_COLUMNS or not all(map(_is_simple, _flatten(cells))):
        return [*others, *(block for cell in _flatten(cells) for block in cell.blocks)]
    # The renderer writes empty cells of the head as <td>.
    if not all(cell.kind == "th" or not _runs_of(cell) for cell in grid[0]):
        grid = [[Group("td", align=cell.align) for cell in grid[0]], *grid]
    return [*others, Table([_row(row, width) for row in grid])]


def _grid(rows: list[list[Group]]) -> list[list[Group]]:
    """Returns rows with empty cells where a cell of several columns or rows goes on.

    Columns in which no cell begins are left out.
    """
    grid: list[list[Group | None]] = []
    # For each column, how many rows the cell above goes on for.
    going_on: dict[int, int] = {}
    for cells in rows:
        row: list[Group | None] = []
        for cell in cells:
            _skip_columns(row, going_on)
            if len(row) > MAX_COLUMNS:
                break
            for column in range(min(max(cell.columns, 1), MAX_COLUMNS)):
                going_on[len(row)] = cell.rows
                row.append(None if column else cell)
        _skip_columns(row, going_on)
        going_on = {column: count - 1 for column, count in going_on.items() if count > 1}
        grid.append(row)
    begun = sorted({column for row in grid for column, cell in enumerate(row) if cell})
    return [[row[column] or Group("td") for column in begun if column < len(row)] for row in grid]


def _skip_columns(row: list[Group | None], going_on: dict[int, int]) -> None:
    while len(row) in going_on:
        row.append(None)


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
    return normalise(runs)
