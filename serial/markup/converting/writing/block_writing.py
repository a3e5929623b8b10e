"""Writes a document as Markdown."""

import re
from collections.abc import Sequence
from typing import Final

from serial.markup.containers import CONTAINERS
from serial.markup.converting.document import (
    Block,
    Cell,
    CodeBlock,
    Document,
    Group,
    Paragraph,
    SceneBreak,
    Table,
)
from serial.markup.converting.layout.lists import is_loose
from serial.markup.converting.writing.checking import Checker

_BREAK: Final = "<br>"
_FENCES: Final = re.compile("^`{3,}", re.MULTILINE)
_DELIMITER_CELLS: Final = {"": "---", "center": ":-:", "right": "--:", "left": ":--"}


def write_document(document: Document, checker: Checker) -> str:
    writer = _Writer(checker)
    parts = [writer.write_blocks(document.body.blocks)]
    for key, note in sorted(document.notes.items()):
        text = writer.write_blocks(note.blocks)
        parts.append(f"[^{key}]: {_indent(text, 4)}")
    return "\n\n".join(part for part in parts if part)


class _Writer:
    def __init__(self, checker: Checker) -> None:
        self.checker = checker

    def write_blocks(self, blocks: Sequence[Block], separator: str = "\n\n") -> str:
        out: list[str] = []
        last: Block | None = None
        for block in blocks:
            text = self._write_block(block, follows=last)
            if text:
                out.append(text)
                last = block
        return separator.join(out)

    def _write_block(self, block: Block, follows: Block | None) -> str:
        match block:
            case Paragraph(level=0):
                return self.checker.write(block.runs)
            case Paragraph():
                return self._write_heading(block)
            case SceneBreak():
                return block.ornament or "***"
            case CodeBlock():
                return _write_code(block.text)
            case Table():
                return "\n".join(self._write_table(block))
            case Group(kind="ul" | "ol"):
                return self._write_list(block, follows)
            case Group(kind="blockquote"):
                text = self.write_blocks(block.blocks)
                return re.sub("^(?=.)", "> ", text, flags=re.MULTILINE).replace("\n\n", "\n>\n")
            case Group(kind=kind) if kind in CONTAINERS:
                return self._write_container(block)
            case _:
                return self.write_blocks(block.blocks)

    def _write_heading(self, heading: Paragraph) -> str:
        marks = "#" * heading.level + " "
        text = self.checker.write(heading.runs, _BREAK, prefix="# ")
        return marks + (f"{text[:-1]}\\#" if text.endswith("#") else text) if text else ""

    def _write_container(self, group: Group) -> str:
        container = CONTAINERS[group.kind]
        colons = ":" * (3 + _container_height(group))
        label = self.checker.write(group.label, _BREAK)
        opening = f"{colons} {group.kind}"
        if label and label != container.default_label:
            opening += f" {label}"
        return f"{opening}\n{self.write_blocks(group.blocks)}\n{colons}"

    def _write_list(self, group: Group, follows: Block | None) -> str:
        """Another list right above has the other kind of marker, or the two would be one."""
        is_other = isinstance(follows, Group) and follows.kind == group.kind
        separator = "\n\n" if is_loose(group) else "\n"
        items = [item for item in group.blocks if isinstance(item, Group)]
        out: list[str] = []
        for number, item in enumerate(items, start=group.start):
            if group.kind == "ol":
                marker = f"{number}{')' if is_other else '.'} "
            else:
                marker = "+ " if is_other else f"{group.bullet} "
            out.append(marker + _indent(self.write_blocks(item.blocks, separator), len(marker)))
        return separator.join(out)

    def _write_table(self, table: Table) -> list[str]:
        rows = [self._write_row(row) for row in table.rows]
        cells = [_DELIMITER_CELLS[cell.align] for cell in table.rows[0]]
        return [rows[0], f"| {' | '.join(cells)} |", *rows[1:]]

    def _write_row(self, row: list[Cell]) -> str:
        cells = [self.checker.write(cell.runs, _BREAK).replace("|", "\\|") for cell in row]
        return f"| {' | '.join(cells)} |"


def _write_code(text: str) -> str:
    longest = max((len(match[0]) for match in _FENCES.finditer(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _container_height(group: Group) -> int:
    """Returns how many levels of containers are inside."""
    heights = [
        _container_height(block) + (block.kind in CONTAINERS)
        for block in group.blocks
        if isinstance(block, Group)
    ]
    return max(heights, default=0)


def _indent(text: str, width: int) -> str:
    return re.sub("\n(?=.)", "\n" + " " * width, text)
