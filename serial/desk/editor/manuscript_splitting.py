"""A pasted manuscript, taken apart: the author's notes around a chapter, and the chapter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from serial.desk.editor.note_markers import Marker, MarkerRole, read_marker, strip_invisible

# A note before that is ended by a marker has at most so many paragraphs.
MAX_OPENING_PARAGRAPHS = 20
# A note after begins in one of so many paragraphs at the end, or it is part of the story.
MAX_CLOSING_PARAGRAPHS = 5

_LINE: Final = re.compile(r"[^\r\n]+")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_SCENE_BREAK: Final = re.compile(r"[#~*⁂]+|-{3,}|_{3,}|—{3,}|={3,}")
_LONGEST_BREAK = 200


class Step(StrEnum):
    """What was done, for a page to say it."""

    FIRST_PARAGRAPH = "the first paragraph became the note before"
    FIRST_PARAGRAPHS = "the first paragraphs became the note before"
    LAST_PARAGRAPH = "the last paragraph became the note after"
    LAST_PARAGRAPHS = "the last paragraphs became the note after"
    LINE_LEFT_OUT = "the line between note and text was left out"
    NO_NOTE = "no author's note was found: all of it is the text"


@dataclass(frozen=True)
class Manuscript:
    note_before: str
    body: str
    note_after: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph, or a line that stands for itself, and where it is in the source."""

    text: str
    start: int
    end: int

    def is_scene_break(self) -> bool:
        return len(self.text) <= _LONGEST_BREAK and is_scene_break(self.text)

    def marker(self) -> Marker | None:
        return read_marker(self.text)


def split_manuscript(source: str) -> Manuscript:
    """Finds the notes at both ends; every word but the markers is in one of the three parts."""
    pieces = _paragraphs(source)
    first, note_before = _opening(source, pieces)
    last, note_after = _closing(source, pieces, first)
    steps = [
        *_named(first, Step.FIRST_PARAGRAPH, Step.FIRST_PARAGRAPHS),
        *_named(len(pieces) - last, Step.LAST_PARAGRAPH, Step.LAST_PARAGRAPHS),
    ]
    if not steps:
        return Manuscript("", source, "", (Step.NO_NOTE,))
    begin, stop = _without_lines(pieces, first, last)
    if (begin, stop) != (first, last):
        steps.append(Step.LINE_LEFT_OUT)
    body = source[pieces[begin].start : pieces[stop - 1].end]
    return Manuscript(note_before, body, note_after, tuple(steps))


def is_scene_break(line: str) -> bool:
    return bool(_SCENE_BREAK.fullmatch("".join(strip_invisible(line).replace("\\", "").split())))


def _named(count: int, one: Step, several: Step) -> list[Step]:
    return [several if count > 1 else one] if count else []


def _without_lines(pieces: list[_Paragraph], first: int, last: int) -> tuple[int, int]:
    """The body from `first` up to `last` without a scene break that sets a note apart."""
    if 0 < first < last - 1 and pieces[first].is_scene_break():
        first += 1
    if first < last - 1 and last < len(pieces) and pieces[last - 1].is_scene_break():
        last -= 1
    return first, last


def _opening(source: str, pieces: list[_Paragraph]) -> tuple[int, str]:
    """Where the body begins, and the note before it; notes may follow one another."""
    first, notes = 0, []
    while note := _note_at(source, pieces, first):
        # A body has to be left.
        if note[0] >= len(pieces):
            break
        first, text = note
        notes.append(text)
    return first, "\n\n".join(notes)


def _note_at(source: str, pieces: list[_Paragraph], first: int) -> tuple[int, str] | None:
    """The note that begins at this piece, or after a scene break there, and what follows it."""
    if first < len(pieces) and pieces[first].is_scene_break():
        first += 1
    marker = pieces[first].marker() if first < len(pieces) else None
    if marker is None or marker.role is not MarkerRole.BEGINS:
        return None
    last = _end_marker(pieces, first + 1)
    stop = last or first + (1 if marker.text else 2)
    text = _text_of(source, pieces[first:stop], marker)
    follows = stop + 1 if last else stop
    return (follows, text) if text and not is_scene_break(text) else None


def _end_marker(pieces: list[_Paragraph], start: int) -> int | None:
    # Not the last: a body has to be left.
    for index in range(start, min(MAX_OPENING_PARAGRAPHS, len(pieces) - 1)):
        marker = pieces[index].marker()
        if marker and marker.role is MarkerRole.ENDS:
            return index
    return None


def _closing(source: str, pieces: list[_Paragraph], first: int) -> tuple[int, str]:
    """Where the body ends, and the note after it."""
    for index in range(max(first + 1, len(pieces) - MAX_CLOSING_PARAGRAPHS), len(pieces)):
        marker = pieces[index].marker()
        text = _text_of(source, pieces[index:], marker) if marker else ""
        if text:
            return index, text
    return len(pieces), ""


def _text_of(source: str, pieces: list[_Paragraph], marker: Marker) -> str:
    """What the pieces say, the first without its marker, the last without a bare end marker."""
    rest = pieces[1:]
    ends = rest[-1].marker() if rest else None
    if ends and ends.role is MarkerRole.ENDS:
        rest = rest[:-1]
    if not rest:
        return marker.text
    start = pieces[0].end if marker.text else rest[0].start
    return marker.text + source[start : rest[-1].end]


def _paragraphs(source: str) -> list[_Paragraph]:
    """The paragraphs of a source; its lines, where no blank line tells paragraphs apart."""
    lines = [
        _Paragraph(line[0], line.start(), line.end())
        for line in _LINE.finditer(source)
        if strip_invisible(line[0])
    ]
    apart = [_are_apart(source[one.end : other.start]) for one, other in pairwise(lines)]
    if not any(apart):
        return lines
    alone = [line.is_scene_break() for line in lines]
    ends = [a or one or other for a, (one, other) in zip(apart, pairwise(alone), strict=True)]
    return list(_joined(source, lines, [*ends, True]))


def _joined(source: str, lines: list[_Paragraph], ends: list[bool]) -> Iterator[_Paragraph]:
    """The lines as paragraphs; `ends` says of each whether a paragraph ends with it."""
    begun = 0
    for index, line in enumerate(lines):
        if ends[index]:
            start = lines[begun].start
            yield _Paragraph(source[start : line.end], start, line.end)
            begun = index + 1


def _are_apart(between: str) -> bool:
    return len(_LINE_END.findall(between)) > 1
