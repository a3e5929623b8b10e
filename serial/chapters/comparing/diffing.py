"""Comparing two texts: first paragraph by paragraph, then word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from serial.chapters.comparing.matching import Budget, match
from serial.chapters.comparing.word_diff import MARKS, DiffRun, Kind, diff_words

PARAGRAPH_END = re.compile(r"\n[ \t]*\n\s*")
WORD = re.compile(rf"[\w{MARKS}]+")
# With more paragraphs than this in a text, everything is shown as replaced.
MAX_PARAGRAPHS_MATCHED = 5_000
# Two paragraphs with fewer words in common are two paragraphs, not one that was edited.
MIN_SIMILARITY = 0.4
# Paragraphs of so few words are compared word by word even so: "Yes." and "No." share a period.
MAX_SHORT_WORDS = 6
# How many of the old paragraphs are looked at for the one that a new paragraph was made from.
CANDIDATES = 6


@dataclass(frozen=True)
class DiffParagraph:
    """One paragraph of the old or new text, split into runs."""

    runs: tuple[DiffRun, ...]

    @property
    def is_changed(self) -> bool:
        return any(run.kind != "same" for run in self.runs)

    @property
    def is_added(self) -> bool:
        return all(run.kind == "added" for run in self.runs)

    @property
    def is_removed(self) -> bool:
        return all(run.kind == "removed" for run in self.runs)


def diff_texts(old: str, new: str) -> list[DiffParagraph]:
    """Returns both texts as one list. Its "same" and "added" runs, joined, are the new text."""
    return list(_diff_paragraphs(_split(old), _split(new), Budget()))


def _split(text: str) -> list[str]:
    return [part for part in PARAGRAPH_END.split(text.strip()) if part]


def _diff_paragraphs(old: list[str], new: list[str], budget: Budget) -> Iterator[DiffParagraph]:
    if max(len(old), len(new)) > MAX_PARAGRAPHS_MATCHED and old != new:
        yield from _whole_paragraphs("removed", old)
        yield from _whole_paragraphs("added", new)
        return
    i = j = 0
    for same_i, same_j in [*match(old, new, budget), (len(old), len(new))]:
        yield from _diff_changed(old[i:same_i], new[j:same_j], budget)
        yield from _whole_paragraphs("same", new[same_j : same_j + 1])
        i, j = same_i + 1, same_j + 1


def _whole_paragraphs(kind: Kind, paragraphs: list[str]) -> Iterator[DiffParagraph]:
    for text in paragraphs:
        yield DiffParagraph((DiffRun(kind, text),))


def _diff_changed(old: list[str], new: list[str], budget: Budget) -> Iterator[DiffParagraph]:
    """Compares paragraphs of which none is the same in both texts."""
    i = j = 0
    for edited_i, edited_j in [*_pair_similar(old, new), (len(old), len(new))]:
        removed, added = old[i:edited_i], new[j:edited_j]
        if len(removed) == len(added) == 1:
            yield _diff_two(removed[0], added[0], budget)
        else:
            yield from _whole_paragraphs("removed", removed)
            yield from _whole_paragraphs("added", added)
        if edited_i < len(old):
            yield DiffParagraph(tuple(diff_words(old[edited_i], new[edited_j], budget)))
        i, j = edited_i + 1, edited_j + 1


def _diff_two(old: str, new: str, budget: Budget) -> DiffParagraph:
    """Compares paragraphs that have little in common, at the same place."""
    if max(len(WORD.findall(old)), len(WORD.findall(new))) <= MAX_SHORT_WORDS:
        return DiffParagraph(tuple(diff_words(old, new, budget)))
    return DiffParagraph((DiffRun("removed", old), DiffRun("added", new)))


def _pair_similar(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """Yields the positions of paragraphs of which the new one is an edit of the old one."""
    words = [Counter(WORD.findall(text)) for text in old] if new else []
    start = 0
    for j, text in enumerate(new):
        candidates = words[start : start + CANDIDATES]
        found = _most_similar(candidates, Counter(WORD.findall(text)))
        if found is not None:
            yield start + found, j
            start += found + 1


def _most_similar(candidates: Sequence[Counter[str]], words: Counter[str]) -> int | None:
    best, index = MIN_SIMILARITY, None
    for n, candidate in enumerate(candidates):
        total = candidate.total() + words.total()
        similarity = 2 * (candidate & words).total() / total if total else 0.0
        if similarity > best:
            best, index = similarity, n
    return index
