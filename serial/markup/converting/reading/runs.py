"""Normalises the runs of a paragraph: white space between marks, and runs that are alike."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from serial.markup.converting.document import CODE, Run

_SPACE: Final = " \t\n\u00a0"
_SPACES: Final = re.compile("[ \t\u00a0]+")
_CODE_SPACES: Final = re.compile("[ \t\n]+")
_AROUND_LINE_END: Final = re.compile("[ \t\u00a0]*+\n([ \t\u00a0]*+)")
_COLLAPSIBLE: Final = re.compile(r"\A (?! )")
_EN_SPACE: Final = "\u2002"
# Columns; one or two spaces are of the HTML. A tab is four.
_MIN_INDENT: Final = 3


def normalise(runs: Iterable[Run]) -> list[Run]:
    """Returns runs without white space at the ends of paragraphs and marks.

    Space between two runs has the marks that both and the space itself have. Code has spaces of its
    own, but code without anything else is as empty as the renderer takes it for.
    """
    out: list[Run] = []
    space: Run | None = None
    for part in _split_edges(_merge(runs)):
        if not part.text.strip(_SPACE) and not _is_atom(part):
            space = _join_spaces(space, part)
            continue
        if out and space is not None:
            marks = tuple(m for m in out[-1].marks if m in part.marks and m in space.marks)
            out.append(Run(_collapse(space.text), marks))
        out.append(part)
        space = None
    return _merge(out) if any(_is_visible(run) for run in out) else []


def _join_spaces(space: Run | None, part: Run) -> Run:
    if space is None:
        return part
    marks = tuple(mark for mark in space.marks if mark in part.marks)
    return Run(space.text + part.text, marks)


def split_at_blank_lines(runs: list[Run]) -> list[list[Run]]:
    """Returns the paragraphs of runs that have two line breaks in a row."""
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n\n") if CODE not in run.marks else [run.text]
        if first or run.note or run.picture:
            paragraphs[-1].append(_with_text(run, first))
        for text in others:
            text = text.lstrip("\n")
            paragraphs.append([_with_text(run, text)] if text else [])
    return [normalise(paragraph) for paragraph in paragraphs if paragraph]


def _with_text(run: Run, text: str) -> Run:
    return Run(text, run.marks, run.note, run.picture)


def _is_visible(run: Run) -> bool:
    return _is_single(run) or bool(run.text.strip(_SPACE))


def _is_atom(run: Run) -> bool:
    return _is_single(run) or CODE in run.marks


def _merge(runs: Iterable[Run]) -> list[Run]:
    merged: list[Run] = []
    for (marks, is_single), group in groupby(runs, lambda run: (run.marks, _is_single(run))):
        if is_single:
            merged.extend(group)
        else:
            texts = [run.text for run in group]
            merged.append(Run(texts[0] if len(texts) == 1 else "".join(texts), marks))
    return merged


def _is_single(run: Run) -> bool:
    return bool(run.note or run.picture)


def _split_edges(runs: Iterable[Run]) -> Iterator[Run]:
    """Yields the white space at the edges of each run as runs of its own."""
    for run in runs:
        if CODE in run.marks:
            # Code is one line, and browsers show its spaces as one.
            run = _with_text(run, _CODE_SPACES.sub(" ", run.text))
        core = run.text.strip(_SPACE)
        if _is_atom(run) or len(core) == len(run.text):
            if run.text or run.note or run.picture:
                yield run if _is_atom(run) else _with_text(run, _collapse(core))
            continue
        if not core:
            yield run
            continue
        start = len(run.text) - len(run.text.lstrip(_SPACE))
        if start:
            yield Run(run.text[:start], run.marks)
        yield _with_text(run, _collapse(core))
        if start + len(core) < len(run.text):
            yield Run(run.text[start + len(core) :], run.marks)


def _collapse(text: str) -> str:
    """Makes spaces one space. No-break spaces stay, but not beside other spaces.

    The indentation of a line of verse becomes en spaces, which is what readers see of it.
    """
    if "\n" in text:
        text = _AROUND_LINE_END.sub(_line_end, text)
    if "  " in text or "\u00a0" in text or "\t" in text:
        text = _SPACES.sub(_one_space, text)
    return text


def _line_end(match: re.Match[str]) -> str:
    text, (start, end) = match.string, match.span()
    # Browsers drop one space at the start of a line.
    columns = len(_COLLAPSIBLE.sub("", match[1]).expandtabs(4))
    is_blank_line = "\n" in (text[start - 1 : start], text[end : end + 1])
    return "\n" if is_blank_line or columns < _MIN_INDENT else "\n" + _EN_SPACE * columns


def _one_space(match: re.Match[str]) -> str:
    return " " if " " in match[0] or "\t" in match[0] else match[0]
