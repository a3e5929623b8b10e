"""Splits a pasted manuscript into note before, body and note after."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from serial.manuscripts.splitting.note_markers import (
    Marker,
    MarkerRole,
    read_marker,
    strip_invisible,
)
from serial.markup.checking.line_paragraphs import are_lines_paragraphs, separate_lines
from serial.markup.syntax.ornaments import is_ornament

# A note before that ends with an end marker has at most this many paragraphs.
MAX_OPENING_PARAGRAPHS = 20
# A note after must begin within this many paragraphs of the end; above that it is story text.
MAX_CLOSING_PARAGRAPHS = 5

_LINE: Final = re.compile(r"[^\r\n]+")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_MAX_SCENE_BREAK_LENGTH = 200


class SplitStep(StrEnum):
    """A change that splitting made; the page shows one message for each."""

    FIRST_PARAGRAPH = "first paragraph"
    FIRST_PARAGRAPHS = "first paragraphs"
    LAST_PARAGRAPH = "last paragraph"
    LAST_PARAGRAPHS = "last paragraphs"
    SCENE_BREAK_REMOVED = "scene break removed"
    LINES_SEPARATED = "lines separated"
    NO_NOTE = "no note"


@dataclass(frozen=True)
class Manuscript:
    note_before: str
    body: str
    note_after: str
    steps: tuple[SplitStep, ...]


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph, or a single line treated as one; `start` and `end` are source offsets."""

    text: str
    start: int
    end: int

    def is_scene_break(self) -> bool:
        return len(self.text) <= _MAX_SCENE_BREAK_LENGTH and is_scene_break(self.text)

    def marker(self) -> Marker | None:
        return read_marker(self.text)


def split_manuscript(source: str) -> Manuscript:
    """Finds the notes at both ends. Everything but markers and scene breaks is in one part.

    If paragraphs of the body are separated by single line ends, it gets blank lines between them.
    """
    manuscript = _split_notes(source)
    if not are_lines_paragraphs(manuscript.body):
        return manuscript
    steps = (*manuscript.steps, SplitStep.LINES_SEPARATED)
    return replace(manuscript, body=separate_lines(manuscript.body), steps=steps)


def _split_notes(source: str) -> Manuscript:
    paragraphs = _split_paragraphs(source)
    first, note_before = _note_before(source, paragraphs)
    last, note_after = _note_after(source, paragraphs, first)
    steps = [
        *_step_for(first, SplitStep.FIRST_PARAGRAPH, SplitStep.FIRST_PARAGRAPHS),
        *_step_for(len(paragraphs) - last, SplitStep.LAST_PARAGRAPH, SplitStep.LAST_PARAGRAPHS),
    ]
    if not steps:
        return Manuscript("", source, "", (SplitStep.NO_NOTE,))
    start, end = _trim_scene_breaks(paragraphs, first, last)
    if (start, end) != (first, last):
        steps.append(SplitStep.SCENE_BREAK_REMOVED)
    body = source[paragraphs[start].start : paragraphs[end - 1].end]
    return Manuscript(note_before, body, note_after, tuple(steps))


def find_note_ranges(texts: Sequence[str]) -> tuple[int, int]:
    """Takes the paragraphs of a chapter; returns where its text begins and ends among them.

    What stands before and after are the notes, with their markers.
    """
    # A paragraph without text, such as a picture, is not a note, and no scene break either.
    lines = [" ".join(text.split()) or "□" for text in texts]
    source = "\n\n".join(lines)
    paragraphs = _split_paragraphs(source)
    if len(paragraphs) != len(texts):
        return 0, len(texts)
    first, _note = _note_before(source, paragraphs)
    last, _note = _note_after(source, paragraphs, first)
    return first, last


def without_markers(note: str) -> str:
    """Returns a note, in Markdown, without the markers that begin and end it."""
    paragraphs = _split_paragraphs(note)
    marker = paragraphs[0].marker() if paragraphs else None
    if marker is None:
        return note.strip()
    return _text_of(note, paragraphs, marker).strip()


def is_scene_break(line: str) -> bool:
    return is_ornament(strip_invisible(line))


def _step_for(count: int, one: SplitStep, several: SplitStep) -> list[SplitStep]:
    return [several if count > 1 else one] if count else []


def _trim_scene_breaks(paragraphs: list[_Paragraph], first: int, last: int) -> tuple[int, int]:
    """Returns the range of the body without the scene breaks next to a note."""
    if 0 < first < last - 1 and paragraphs[first].is_scene_break():
        first += 1
    if first < last - 1 and last < len(paragraphs) and paragraphs[last - 1].is_scene_break():
        last -= 1
    return first, last


def _note_before(source: str, paragraphs: list[_Paragraph]) -> tuple[int, str]:
    """Returns the index of the first body paragraph, and the note; joins consecutive notes."""
    first, notes = 0, []
    while note := _note_at(source, paragraphs, first):
        # The body must not be empty.
        if note[0] >= len(paragraphs):
            break
        first, text = note
        notes.append(text)
    return first, "\n\n".join(notes)


def _note_at(source: str, paragraphs: list[_Paragraph], first: int) -> tuple[int, str] | None:
    """Returns the index after the note at `first` (or after a scene break there), and its text."""
    if first < len(paragraphs) and paragraphs[first].is_scene_break():
        first += 1
    marker = paragraphs[first].marker() if first < len(paragraphs) else None
    if marker is None or marker.role is not MarkerRole.BEGINS:
        return None
    last = _end_marker(paragraphs, first + 1)
    end = last or first + (1 if marker.text else 2)
    text = _text_of(source, paragraphs[first:end], marker)
    next_index = end + 1 if last else end
    return (next_index, text) if text and not is_scene_break(text) else None


def _end_marker(paragraphs: list[_Paragraph], start: int) -> int | None:
    # Not the last paragraph: the body must not be empty.
    for index in range(start, min(MAX_OPENING_PARAGRAPHS, len(paragraphs) - 1)):
        marker = paragraphs[index].marker()
        if marker and marker.role is MarkerRole.ENDS:
            return index
    return None


def _note_after(source: str, paragraphs: list[_Paragraph], first: int) -> tuple[int, str]:
    """Returns the index after the last body paragraph, and the note after."""
    for index in range(max(first + 1, len(paragraphs) - MAX_CLOSING_PARAGRAPHS), len(paragraphs)):
        marker = paragraphs[index].marker()
        text = _text_of(source, paragraphs[index:], marker) if marker else ""
        if text:
            return index, text
    return len(paragraphs), ""


def _text_of(source: str, paragraphs: list[_Paragraph], marker: Marker) -> str:
    """Returns the source text of these paragraphs without begin marker and bare end marker."""
    rest = paragraphs[1:]
    last_marker = rest[-1].marker() if rest else None
    if last_marker and last_marker.role is MarkerRole.ENDS:
        rest = rest[:-1]
    if not rest:
        return marker.text
    start = paragraphs[0].end if marker.text else rest[0].start
    return marker.text + source[start : rest[-1].end]


def _split_paragraphs(source: str) -> list[_Paragraph]:
    """Returns the paragraphs of the source; its lines if no blank line separates paragraphs."""
    lines = [
        _Paragraph(line[0], line.start(), line.end())
        for line in _LINE.finditer(source)
        if strip_invisible(line[0])
    ]
    gaps = [_has_blank_line(source[line.end : after.start]) for line, after in pairwise(lines)]
    if not any(gaps):
        return lines
    breaks = [line.is_scene_break() for line in lines]
    is_last = [
        gap or is_break or is_next_break
        for gap, (is_break, is_next_break) in zip(gaps, pairwise(breaks), strict=True)
    ]
    return list(_join_lines(source, lines, [*is_last, True]))


def _join_lines(source: str, lines: list[_Paragraph], is_last: list[bool]) -> Iterator[_Paragraph]:
    """Joins lines into paragraphs; `is_last` tells for each line if it ends a paragraph."""
    first = 0
    for index, line in enumerate(lines):
        if is_last[index]:
            start = lines[first].start
            yield _Paragraph(source[start : line.end], start, line.end)
            first = index + 1


def _has_blank_line(gap: str) -> bool:
    return len(_LINE_END.findall(gap)) > 1
