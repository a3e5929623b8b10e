"""Counts of a text: of a file's own XML, and of what became of it. They prove what was kept."""

from dataclasses import astuple, dataclass, fields
from typing import Final

from serial.markup.converting.counting import stretches
from serial.markup.converting.document import EM, STRIKE, STRONG, UNDERLINE, Run
from serial.markup.converting.layout.ornaments import read_ornament
from serial.markup.converting.reading.runs import normalise, split_at_blank_lines
from serial.markup.converting.report import Counts as ConvertedCounts
from serial.markup.words import count_words

_LOOKS: Final = frozenset({EM, STRONG, UNDERLINE})


@dataclass(slots=True)
class Counts:
    """words: as serial.markup.words counts them. italic, bold, underline, strike: runs of text.

    breaks: ornaments and lines between scenes. centred, right: paragraphs. links: to other pages.
    """

    words: int = 0
    italic: int = 0
    bold: int = 0
    underline: int = 0
    strike: int = 0
    breaks: int = 0
    centred: int = 0
    right: int = 0
    notes: int = 0
    links: int = 0
    pictures: int = 0
    tables: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Counts(*(one + another for one, another in pairs))


COUNTED: Final = tuple(field.name for field in fields(Counts))


def counts_of(converted: ConvertedCounts) -> Counts:
    return Counts(**{name: getattr(converted, name) for name in COUNTED})


class Tally:
    """Counts a source paragraph by paragraph, as it stands in the file."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._texts: list[str] = []

    def add(
        self,
        runs: list[Run],
        align: str = "",
        *,
        is_heading: bool = False,
        is_cell: bool = False,
    ) -> None:
        """is_cell: of a table, where ornaments are text."""
        for part in split_at_blank_lines(normalise(runs)):
            if not is_cell and is_break(part):
                # Its signs are no words, also where count_words() cannot know: "• • •".
                self.counts.breaks += 1
            else:
                self._add_paragraph(part, align, is_heading=is_heading)

    def _add_paragraph(self, runs: list[Run], align: str, *, is_heading: bool) -> None:
        self._texts.append("".join(run.text for run in runs if not run.picture))
        counts = self.counts
        counts.pictures += sum(bool(run.picture) for run in runs)
        counts.italic += stretches(runs, EM)
        counts.bold += stretches(runs, STRONG)
        counts.underline += stretches(runs, UNDERLINE)
        counts.strike += stretches(runs, STRIKE)
        if runs and not is_heading:
            counts.centred += align == "center"
            counts.right += align == "right"

    def total(self) -> Counts:
        self.counts.words = count_words("\n".join(self._texts))
        return self.counts


def is_break(runs: list[Run]) -> bool:
    """Whether the paragraph is an ornament between scenes."""
    if not runs or any(run.note or run.picture or set(run.marks) - _LOOKS for run in runs):
        return False
    return read_ornament("".join(run.text for run in runs)) is not None
