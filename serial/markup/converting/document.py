"""A document between HTML and Markdown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple


class Mark(NamedTuple):
    """Something that goes around text: an element's name, and the URL or title it needs."""

    tag: str
    value: str = ""


EM: Final = Mark("em")
STRONG: Final = Mark("strong")
STRIKE: Final = Mark("s")
UNDERLINE: Final = Mark("u")
CODE: Final = Mark("code")
Marks = tuple[Mark, ...]


@dataclass(slots=True)
class Run:
    """Text with the same marks, from the outermost to the innermost. "\\n" is a line break.

    note: the key of the note that is referred to here; there is no text then.
    picture: the URL of a picture of this site; the text is its description.
    """

    text: str
    marks: Marks = ()
    note: int = 0
    picture: str = ""


@dataclass(slots=True)
class Paragraph:
    """level: of a heading, from 1; 0 for a paragraph. indent: in points.

    is_bare: the text stood in its group without a <p>. list_level: of a Word paragraph that is a
    list item, from 1.
    """

    runs: list[Run] = field(default_factory=list)
    level: int = 0
    align: str = ""
    indent: float = 0
    is_bare: bool = False
    list_level: int = 0
    list_marker: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class SceneBreak:
    """ornament: as typed; empty for a line. is_blank: it was only an empty paragraph."""

    ornament: str = ""
    is_blank: bool = False


@dataclass(slots=True)
class CodeBlock:
    text: str


@dataclass(slots=True)
class Group:
    """kind: an element's name, "document", "note", or the name of a container.

    label: of a container. start, bullet: of a list. align, columns, rows: of a table's cell.
    Tables are groups only while they are read.
    """

    kind: str
    blocks: list["Block"] = field(default_factory=list)
    label: list[Run] = field(default_factory=list)
    start: int = 1
    bullet: str = "*"
    align: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Cell:
    runs: list[Run]
    align: str = ""


@dataclass(slots=True)
class Table:
    """The first row is the head; without one, its cells are empty."""

    rows: list[list[Cell]]


Block = Paragraph | SceneBreak | CodeBlock | Group | Table


@dataclass(slots=True)
class Document:
    """notes: the blocks of each note, by its key, in the order of the notes."""

    body: Group
    notes: dict[int, Group] = field(default_factory=dict)

    def groups(self) -> Iterator[Group]:
        """Yields every group, the outer ones first."""
        pending = [self.body, *self.notes.values()]
        while pending:
            group = pending.pop()
            yield group
            pending.extend(block for block in group.blocks if isinstance(block, Group))

    def runs(self) -> Iterator[list[Run]]:
        """Yields the runs of every paragraph, label and cell."""
        for group in self.groups():
            if group.label:
                yield group.label
            for block in group.blocks:
                if isinstance(block, Paragraph):
                    yield block.runs
                elif isinstance(block, Table):
                    yield from (cell.runs for row in block.rows for cell in row)


def plain_text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)
