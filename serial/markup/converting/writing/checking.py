"""Writes the Markdown of a paragraph with as few escapes as possible, by asking the renderer.

What is markup depends on rules of syntax/ that look at whole paragraphs. So a paragraph that may
have markup is rendered and read again: if that gives another text, more is escaped.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Final
from urllib.parse import unquote

from serial.markup.converting.document import EM, STRIKE, STRONG, Mark, Paragraph, Run
from serial.markup.converting.reading.html_reader import read_html
from serial.markup.converting.writing.escaping import ALL, Escape, escapes_in, is_suspicious
from serial.markup.converting.writing.inline_writing import Manner, Tags, write_runs
from serial.markup.options import Options
from serial.markup.rendering import render

# A check takes about 0.2 ms, and longer for a long text. Beyond these, everything is escaped.
MAX_CHECKS: Final = 1_500
MAX_CHECKED_CHARACTERS: Final = 500_000
_MAX_LENGTH: Final = 20_000

_DELIMITED: Final = frozenset({EM, STRONG, STRIKE})


class Care(IntEnum):
    """LINES: escape every line that begins like a block, also if it is none by itself."""

    FEW_ESCAPES = 0
    LINES = 1
    ALL_ESCAPES = 2


class Checker:
    def __init__(self, media_url: str, care: Care = Care.FEW_ESCAPES) -> None:
        self.media_url = media_url
        self.care = care
        self.checks_left = 0 if care is Care.ALL_ESCAPES else MAX_CHECKS
        self.characters_left = MAX_CHECKED_CHARACTERS

    def write(self, runs: Sequence[Run], line_break: str = "\n", prefix: str = "") -> str:
        """Returns Markdown that reads as these runs; `prefix` stands before it ("# ")."""
        text = "".join(run.text for run in runs if not run.picture)
        always = {Escape.LINES} & escapes_in(text) if self.care is Care.LINES else frozenset()
        plain = Manner(frozenset(always), line_break=line_break)
        if not is_suspicious(text) and _is_clearly_delimited(runs):
            return write_runs(runs, plain)
        for tags in Tags:
            manner = self._with_few_escapes(runs, replace(plain, tags=tags), prefix, text)
            if manner:
                return write_runs(runs, manner)
        return write_runs(runs, replace(plain, escapes=ALL, tags=Tags.EVERYWHERE))

    def _with_few_escapes(
        self, runs: Sequence[Run], plain: Manner, prefix: str, text: str
    ) -> Manner | None:
        """Returns None if the text needs more tags."""
        if self._reads(runs, plain, prefix):
            return plain
        manner = replace(plain, escapes=escapes_in(text))
        if not manner.escapes or not self._reads(runs, manner, prefix):
            return None
        for kind in sorted(manner.escapes - plain.escapes, key=lambda kind: kind.name):
            fewer = replace(manner, escapes=manner.escapes - {kind})
            if self._reads(runs, fewer, prefix):
                manner = fewer
        return manner

    def _reads(self, runs: Sequence[Run], manner: Manner, prefix: str) -> bool:
        """Whether readers would see these runs; False if too much was checked already."""
        markdown = prefix + write_runs(runs, manner)
        if self.checks_left <= 0 or len(markdown) > min(_MAX_LENGTH, self.characters_left):
            return False
        self.checks_left -= 1
        self.characters_left -= len(markdown)
        notes = "".join(f"\n\n[^{run.note}]: x" for run in runs if run.note)
        options = Options(smart_punctuation=False, media_url=self.media_url)
        html = render(markdown + notes, options).html
        blocks = read_html(html, self.media_url).document.body.blocks
        if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
            return False
        # Without a <p> the renderer took it for raw HTML.
        is_right_kind = bool(blocks[0].level) == bool(prefix) and not blocks[0].is_bare
        return is_right_kind and comparable(blocks[0].runs) == comparable(runs)


def comparable(runs: Sequence[Run]) -> list[tuple[object, ...]]:
    """Returns what two texts that look alike have in common."""
    keys: dict[int, int] = {}
    return [
        (
            run.text,
            frozenset(Mark(mark.tag, unquote(mark.value)) for mark in run.marks),
            keys.setdefault(run.note, len(keys)) if run.note else None,
            run.picture,
        )
        for run in runs
    ]


def _is_clearly_delimited(runs: Sequence[Run]) -> bool:
    """Whether every mark begins after a space and before a letter, and ends the other way round."""
    before: Run | None = None
    for run in runs:
        if before is not None and before.marks != run.marks:
            has_delimiters = not _DELIMITED.isdisjoint({*before.marks, *run.marks})
            is_nested = bool(before.marks and run.marks)
            if has_delimiters and (is_nested or not _is_clear_edge(before, run)):
                return False
        if run.marks and not (run.text[:1].isalnum() and run.text[-1:].isalnum() or run.note):
            return False
        before = run
    return True


def _is_clear_edge(before: Run, run: Run) -> bool:
    outer = before.text[-1:] if run.marks else run.text[:1]
    return outer.isspace() or (not run.marks and outer in ".,;:!?\u2026\u2014")
