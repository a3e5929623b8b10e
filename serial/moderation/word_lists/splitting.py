"""Splits a text into words with their places, in time that grows with its length only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from serial.moderation.word_lists.folding import fold, readings

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

    def add(self, word: str, start: int) -> None:
        if word.isalpha():
            folded = fold(word)
        else:
            folded, *others = readings(word)
            if others:
                self.others[len(self.folded)] = [(other, 1) for other in others]
        if not folded:
            return
        self.folded.append(folded)
        self.starts.append(start)
        self.ends.append(start + len(word))

    def add_with_symbols(self, run: str, start: int) -> None:
        """Adds the words between the symbols, and the whole with letters in their place."""
        first = len(self.folded)
        for part in _PART.finditer(run):
            self.add(part[0], start + part.start())
        count = len(self.folded) - first
        # At its ends, "!" and "|" are what they are.
        whole = run.strip("!|")
        if count and not whole.isalnum():
            _with_symbols, *forms = readings(whole)
            self.others.setdefault(first, []).extend((form, count) for form in forms)


def split_words(text: str) -> Words:
    words = Words()
    for match in _RUN.finditer(text):
        run = match[0]
        if run.isalpha() or not any(symbol in run for symbol in _SYMBOLS):
            words.add(run, match.start())
        else:
            words.add_with_symbols(run, match.start())
    return words


def folded_words(text: str) -> Iterator[str]:
    """Yields the words of a rule, folded, without other readings."""
    return (word for run in _RUN.finditer(text) if (word := fold(run[0])))
