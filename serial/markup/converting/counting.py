"""Counts what a document has, for the report."""

from collections.abc import Sequence

from serial.markup.converting.document import (
    EM,
    STRIKE,
    STRONG,
    UNDERLINE,
    Document,
    Mark,
    Paragraph,
    Run,
    SceneBreak,
    Table,
)
from serial.markup.converting.report import Counts
from serial.markup.words import count_words


def count(document: Document) -> Counts:
    texts = list(document.runs())
    blocks = [(group, block) for group in document.groups() for block in group.blocks]
    return Counts(
        words=count_words("\n".join(_text(runs) for runs in texts)),
        italic=sum(stretches(runs, EM) for runs in texts),
        bold=sum(stretches(runs, STRONG) for runs in texts),
        underline=sum(stretches(runs, UNDERLINE) for runs in texts),
        strike=sum(stretches(runs, STRIKE) for runs in texts),
        breaks=sum(isinstance(block, SceneBreak) for _group, block in blocks),
        centred=sum(
            isinstance(block, Paragraph) and group.kind == "center" for group, block in blocks
        ),
        right=sum(
            isinstance(block, Paragraph) and group.kind == "right" for group, block in blocks
        ),
        pictures=sum(bool(run.picture) for runs in texts for run in runs),
        tables=sum(isinstance(block, Table) for _group, block in blocks),
        links=sum(_links(runs) for runs in texts),
        notes=sum(bool(note.blocks) for note in document.notes.values()),
    )


def count_blank_breaks(document: Document) -> int:
    return sum(
        isinstance(block, SceneBreak) and block.is_blank
        for group in document.groups()
        for block in group.blocks
    )


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs if not run.picture)


def stretches(runs: Sequence[Run], mark: Mark) -> int:
    """Counts the stretches of text with a mark."""
    has = [mark in run.marks for run in runs]
    return sum(now and not before for before, now in zip([False, *has], has, strict=False))


def _links(runs: Sequence[Run]) -> int:
    links = [next((mark for mark in run.marks if mark.tag == "a"), None) for run in runs]
    return sum(
        now is not None and now != before
        for before, now in zip([None, *links], links, strict=False)
    )
