"""Comparing two versions of one paragraph, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from serial.chapters.comparing.matching import Budget, match

Kind = Literal["same", "added", "removed"]
# \w matches no marks: accents, Hebrew and Arabic points, the vowel signs of Indic and South-East
# Asian scripts, and the joiners between them.
MARKS = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0963\u0971-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ece\u0f71-\u0f84\u0f90-\u0fbc"
    r"\u102b-\u103e\u1056-\u109d\u17b4-\u17d3\u1ab0-\u1ace\u200c\u200d"
)
# A word or a run of punctuation, with the space before it.
TOKEN = re.compile(rf"\s*(?:[\w{MARKS}]+|[^\w\s{MARKS}]+)|\s+$")
SPACE = re.compile(r"\s*")


@dataclass(frozen=True)
class DiffRun:
    kind: Kind
    text: str


@dataclass
class _Change:
    """Tokens that replace others, and those after them that are the same in both versions."""

    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    # The same tokens as the old version has them: only the first may differ, in its space.
    same_before: list[str] = field(default_factory=list)

    def size(self) -> int:
        return max(len(self.removed), len(self.added))


def diff_words(before: str, after: str, budget: Budget) -> Iterator[DiffRun]:
    """Yields the runs: the "same" and "added" ones, joined, are `after`.

    Except for the space beside words that were removed, of which there may be more.
    """
    kept = ""
    for change in _joined(_changes(TOKEN.findall(before), TOKEN.findall(after), budget)):
        removed, added = "".join(change.removed), "".join(change.added)
        # The space before a change is not a part of it, unless it changed itself.
        space = _space_of(added or removed)
        if kept and space and (not removed or not added or _space_of(removed) == space):
            kept += space
            added, removed = added.removeprefix(space), removed.removeprefix(space)
        if removed or added:
            yield from _runs(kept, removed, added)
            kept = ""
            if not added and removed and change.same_before[:1] != change.same[:1]:
                # The first word was removed: the next one had a space before it.
                kept = _space_of(change.same_before[0])
        kept += "".join(change.same)
    yield from _runs(kept, "", "")


def _runs(kept: str, removed: str, added: str) -> Iterator[DiffRun]:
    kinds: tuple[tuple[Kind, str], ...] = (("same", kept), ("removed", removed), ("added", added))
    return (DiffRun(kind, text) for kind, text in kinds if text)


def _space_of(text: str) -> str:
    space = SPACE.match(text)
    return space[0] if space else ""


def _changes(old: list[str], new: list[str], budget: Budget) -> Iterator[_Change]:
    change = _Change()
    i = j = 0
    for same_i, same_j in [*match(_keys(old), _keys(new), budget), (len(old), len(new))]:
        removed, added = old[i:same_i], new[j:same_j]
        if removed or added:
            yield change
            change = _Change(removed, added)
        change.same += new[same_j : same_j + 1]
        change.same_before += old[same_i : same_i + 1]
        i, j = same_i + 1, same_j + 1
    yield change


def _keys(tokens: list[str]) -> list[str]:
    """The first word is the same word after others, too, where it has a space before it."""
    return [" " + token for token in tokens[:1]] + tokens[1:]


def _joined(changes: Iterator[_Change]) -> Iterator[_Change]:
    """Joins two changes with less between them than in each, such as "the" between two phrases."""
    last = next(changes)
    for change in changes:
        if last.same and len(last.same) < min(last.size(), change.size()):
            last.removed += last.same_before + change.removed
            last.added += last.same + change.added
            last.same, last.same_before = change.same, change.same_before
        else:
            yield last
            last = change
    yield last
