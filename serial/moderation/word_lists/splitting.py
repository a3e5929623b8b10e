"""Splits a text into words with their places, in time that grows with its length only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from serial.moderation.word_lists.folding import Readings, fold

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
_PART: Final = re.compile(rf"[^{_SYMBOLS}]+")


@dataclass(frozen=True)
class Words:
    """The words of a text: folded, where each starts and ends in the text, and other readings.

    others: by the number of a word, what it may be meant to be, alone or with the next words, as
    (folded word, number of words that it takes).
    """

    folded: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    others: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def add(self, folded: str, start: int, end: int) -> None:
        # Of a word of invisible characters nothing is left.
        if folded:
            self.folded.append(folded)
            self.starts.append(start)
            self.ends.append(end)

    def add_others(self, number: int, readings: list[str], count: int) -> None:
        """Adds other readings of the words from this one on. count: how many words they take."""
        if readings and count:
            self.others.setdefault(number, []).extend((reading, count) for reading in readings)


def split_words(text: str) -> Words:
    words, readings = Words(), Readings(text)
    for match in _RUN.finditer(text):
        run = match[0]
        start, end = match.span()
        if run.isalpha():
            words.add(fold(run), start, end)
        elif _SYMBOL.search(run):
            _add_with_symbols(words, readings, run, start)
        else:
            _add_word(words, readings, run, start)
    return words


def _add_word(words: Words, readings: Readings, word: str, start: int) -> None:
    number, end = len(words.folded), start + len(word)
    words.add(fold(word), start, end)
    words.add_others(number, readings.of(start, end), len(words.folded) - number)


def _add_with_symbols(words: Words, readings: Readings, run: str, start: int) -> None:
    """Adds the words between the symbols, and the whole with letters in their place."""
    number = len(words.folded)
    for part in _PART.finditer(run):
        _add_word(words, readings, part[0], start + part.start())
    # At its ends, "!" and "|" are what they are.
    whole = run.strip("!|")
    if not whole.isalnum():
        start += run.index(whole)
        whole_readings = readings.of(start, start + len(whole))
        words.add_others(number, whole_readings, len(words.folded) - number)


def folded_words(text: str) -> Iterator[str]:
    """Yields the words of a rule, folded, without other readings."""
    return (word for run in _RUN.finditer(text) if (word := fold(run[0])))
