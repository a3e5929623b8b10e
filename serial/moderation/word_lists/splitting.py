"""Splits a text into words with their places, in time that grows with its length only."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Final

from serial.moderation.word_lists.folding import all_readings, fold, readings_of

# Punctuation and symbols between words. Invisible characters and accents are parts of words.
_SEPARATORS: Final = (
    r"\s\x00-\x1f\"#%-/:-?\[-`{}~\x7f-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7"
    "\u2010-\u2029\u2030-\u205e\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020"
    "\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\U0001f300-\U0001faff"
)
# They separate words too, but inside a word they may stand for letters: c@mmi$$ion.
_SYMBOLS: Final = "!$@|"
# The longest word that is looked at as one; longer ones are cut.
_MAX_LENGTH: Final = 200
_RUN: Final = re.compile(rf"[^{_SEPARATORS}]{{1,{_MAX_LENGTH}}}")
_SYMBOL: Final = re.compile(rf"[{_SYMBOLS}]")
_PART: Final = re.compile(rf"[^{_SYMBOLS}\0]+")


@dataclass(frozen=True)
class RunWords:
    """The words of a run of characters without a separator: folded, where each starts and ends in
    the run, and other readings.

    others: by the number of a word, what it may be meant to be, alone or with the next words, as
    (folded word, number of words that it takes).
    """

    folded: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    others: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    @classmethod
    def split(cls, run: str) -> "RunWords":
        words = cls()
        if not run.isalnum() and _SYMBOL.search(run):
            words._add_with_symbols(run)
        else:
            words._add(run, 0)
        return words

    def _add(self, word: str, start: int) -> None:
        # Of a word of invisible characters nothing is left.
        if folded := fold(word):
            self.folded.append(folded)
            self.starts.append(start)
            self.ends.append(start + len(word))
            self._add_others(len(self.folded) - 1, word)

    def _add_with_symbols(self, run: str) -> None:
        """Adds the words between the symbols, and the whole with letters in their place."""
        for part in _PART.finditer(run):
            self._add(part[0], part.start())
        whole = _without_outer_symbols(run)
        if self.folded and not whole.isalnum():
            self._add_others(0, whole)

    def _add_others(self, number: int, word: str) -> None:
        """Adds other readings of the words from this one to the last."""
        if readings := readings_of(word):
            count = len(self.folded) - number
            others = self.others.setdefault(number, [])
            others.extend((reading, count) for reading in readings)


class Words:
    """The words of a text from one of its runs on. More runs are split as they are asked for."""

    def __init__(self, text: str, start: int) -> None:
        self._runs = _RUN.finditer(text, start)
        self.folded: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.others: dict[int, list[tuple[str, int]]] = {}

    def has(self, number: int) -> bool:
        """Whether there are so many words that one has this number, counted from 0."""
        while number >= len(self.folded):
            if not self._split_next_run():
                return False
        return True

    def _split_next_run(self) -> bool:
        """Returns False if there is none."""
        run = next(self._runs, None)
        if run is None:
            return False
        first, start, words = len(self.folded), run.start(), RunWords.split(run[0])
        self.folded += words.folded
        self.starts += [start + place for place in words.starts]
        self.ends += [start + place for place in words.ends]
        self.others.update((first + number, others) for number, others in words.others.items())
        return True


class PastWords:
    """Where the words of a text start, counted from one of its runs on, or back from it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _runs(self) -> list[tuple[str, int]]:
        return list(find_all_runs(self._text))

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The numbers of the runs, by where they start."""
        return {start: number for number, (_run, start) in enumerate(self._runs)}

    def start_of(self, run_start: int, number: int) -> int | None:
        """number: -1 for the last word before the run. Returns None if there is none."""
        run_number = self._numbers[run_start]
        starts = self._starts(run_number)
        while number < 0:
            if run_number == 0:
                return None
            run_number -= 1
            starts = self._starts(run_number)
            number += len(starts)
        return starts[number]

    def _starts(self, run_number: int) -> list[int]:
        run, start = self._runs[run_number]
        return [start + place for place in RunWords.split(run).starts]


class Candidates:
    """All words that the runs of a text may be, folded, to be looked up as one set.

    words: words that are none may be among them, but none is missing.
    with_signs: those that can be read otherwise. Their other readings are in `words`.
    """

    def __init__(self, text: str) -> None:
        self._runs = dict.fromkeys(_RUN.findall(text))
        self._with_symbols = [
            run for run in self._runs if not run.isalnum() and _SYMBOL.search(run)
        ]
        parts = _PART.findall("\0".join(self._with_symbols))
        wholes = map(_without_outer_symbols, self._with_symbols)
        self._pieces = list(dict.fromkeys((*self._runs, *parts, *wholes)))
        self._readings = all_readings(self._pieces)
        folded, *others = self._readings
        self.words = set().union(*others) if others else set(folded)
        self.with_signs = set(folded).difference(self.words) if others else set()
        self.words.discard("")

    def runs_with(self, words: Container[str]) -> set[str]:
        """Returns the runs that may be any of these."""
        pieces: set[str] = set()
        for readings in self._readings:
            pieces.update(compress(self._pieces, map(words.__contains__, readings)))
        runs = pieces & self._runs.keys()
        if pieces:
            runs.update(run for run in self._with_symbols if not pieces.isdisjoint(_cut(run)))
        return runs


def _cut(run: str) -> list[str]:
    """Returns what a run with symbols may stand for: the whole, and the parts between them."""
    return [_without_outer_symbols(run), *_PART.findall(run)]


def _without_outer_symbols(run: str) -> str:
    """At its ends, "!" and "|" are what they are."""
    return run.strip("!|")


def find_all_runs(text: str) -> Iterator[tuple[str, int]]:
    """Yields what stands between the separators of the text, with the places where it starts."""
    return ((run[0], run.start()) for run in _RUN.finditer(text))


def find_runs(text: str, among: Container[str]) -> Iterator[tuple[str, int]]:
    """Yields these runs wherever they are in the text, with the places where they start."""
    return (found for found in find_all_runs(text) if found[0] in among)


def folded_words(text: str) -> Iterator[str]:
    """Yields the words of a rule, folded, without other readings."""
    return (word for run, _start in find_all_runs(text) if (word := fold(run)))
