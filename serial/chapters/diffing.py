"""Comparing two texts: first paragraph by paragraph, then word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
PARAGRAPH_END = re.compile(r"\n[ \t]*\n\s*")
# \w matches no marks: accents, Hebrew and Arabic points, the vowel signs of Indic and South-East
# Asian scripts, and the joiners between them.
MARKS = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0963\u0971-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ece\u0f71-\u0f84\u0f90-\u0fbc"
    r"\u102b-\u103e\u1056-\u109d\u17b4-\u17d3\u1ab0-\u1ace\u200c\u200d"
)
WORD = re.compile(rf"\s+|[\w{MARKS}]+|[^\w\s{MARKS}]+")
# Longer paragraphs are shown as removed and added whole: the cost of matching is quadratic.
MAX_WORDS_MATCHED = 3_000
# With more paragraphs than this in a text, everything is shown as replaced.
MAX_PARAGRAPHS_MATCHED = 5_000


@dataclass(frozen=True)
class DiffRun:
    kind: Kind
    text: str


@dataclass(frozen=True)
class DiffParagraph:
    """One paragraph of the old or new text, split into runs."""

    runs: tuple[DiffRun, ...]

    @property
    def is_changed(self) -> bool:
        return any(run.kind != "same" for run in self.runs)


def diff_texts(old: str, new: str) -> list[DiffParagraph]:
    """Returns both texts as one list. Its "same" and "added" runs, joined, are the new text."""
    return list(_diff_paragraphs(_split(old), _split(new)))


def _split(text: str) -> list[str]:
    return [part for part in PARAGRAPH_END.split(text.strip()) if part]


def _diff_paragraphs(old: list[str], new: list[str]) -> Iterator[DiffParagraph]:
    if max(len(old), len(new)) > MAX_PARAGRAPHS_MATCHED and old != new:
        yield from _whole_paragraphs("removed", old)
        yield from _whole_paragraphs("added", new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from _whole_paragraphs("same", new[j1:j2])
            continue
        paired = min(i2 - i1, j2 - j1)
        for before, after in zip(old[i1 : i1 + paired], new[j1 : j1 + paired], strict=True):
            yield DiffParagraph(tuple(_diff_words(before, after)))
        yield from _whole_paragraphs("removed", old[i1 + paired : i2])
        yield from _whole_paragraphs("added", new[j1 + paired : j2])


def _whole_paragraphs(kind: Kind, paragraphs: list[str]) -> Iterator[DiffParagraph]:
    for text in paragraphs:
        yield DiffParagraph((DiffRun(kind, text),))


def _diff_words(before: str, after: str) -> Iterator[DiffRun]:
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > MAX_WORDS_MATCHED:
        yield DiffRun("removed", before)
        yield DiffRun("added", after)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield DiffRun("same", "".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield DiffRun("removed", "".join(old[i1:i2]))
        if j2 > j1:
            yield DiffRun("added", "".join(new[j1:j2]))
