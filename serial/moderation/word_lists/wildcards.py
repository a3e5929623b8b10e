"""Finds the patterns with stars that a word matches, by looking up its beginnings and ends."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")
# The parts of a pattern between its first and its last star, and what it stands for.
Inner = tuple[tuple[str, ...], Value]

# Beginnings and ends are first looked up by so many letters.
KEY_LENGTH = 2
# What must be somewhere in a word is looked up by so many letters in a row.
MAX_GRAM = 3


class Wildcards(Generic[Value]):
    """Patterns by their first and last part. One without both is found by letters in a row."""

    def __init__(self) -> None:
        self._by_ends: dict[tuple[str, str], list[Inner[Value]]] = {}
        self._beginnings = _Beginnings()
        # Backwards, so that an end is looked up like a beginning.
        self._ends = _Beginnings()
        self._by_gram: dict[str, list[Inner[Value]]] = {}
        self._gram_lengths: set[int] = set()

    def add(self, parts: tuple[str, ...], value: Value) -> None:
        first, *inner, last = parts
        if not first and not last:
            gram = max(inner, key=len)[:MAX_GRAM]
            self._by_gram.setdefault(gram, []).append((tuple(inner), value))
            self._gram_lengths.add(len(gram))
            return
        self._by_ends.setdefault((first, last), []).append((tuple(inner), value))
        self._beginnings.add(first)
        self._ends.add(last[::-1])

    def matching(self, word: str) -> list[Value]:
        found: list[Value] = []
        beginnings = self._beginnings.of(word)
        backwards = self._ends.of(word[::-1]) if beginnings else []
        for first in beginnings:
            for last in backwards:
                inner = self._by_ends.get((first, last[::-1]))
                end = len(word) - len(last)
                if inner and len(first) <= end:
                    found.extend(_with_inner(inner, word, len(first), end))
        if self._by_gram:
            for gram in self._grams_of(word):
                found.extend(_with_inner(self._by_gram[gram], word, 0, len(word)))
        return found

    def _grams_of(self, word: str) -> Iterable[str]:
        grams = self._by_gram
        found = [
            gram
            for length in self._gram_lengths
            for start in range(len(word) - length + 1)
            if (gram := word[start : start + length]) in grams
        ]
        return dict.fromkeys(found) if found else ()


class _Beginnings:
    """Texts that words may begin with."""

    def __init__(self) -> None:
        self._texts: set[str] = set()
        self._lengths: dict[str, list[int]] = {}

    def add(self, text: str) -> None:
        lengths = self._lengths.setdefault(text[:KEY_LENGTH], [])
        if len(text) >= KEY_LENGTH and len(text) not in lengths:
            lengths.append(len(text))
        self._texts.add(text)

    def of(self, word: str) -> list[str]:
        """Returns those that the word begins with."""
        texts, longest = self._texts, len(word)
        found = [""] if "" in texts else []
        if word[0] in texts:
            found.append(word[0])
        for length in self._lengths.get(word[:KEY_LENGTH], ()):
            if length <= longest and word[:length] in texts:
                found.append(word[:length])
        return found


def _with_inner(candidates: list[Inner[Value]], word: str, start: int, end: int) -> Iterator[Value]:
    return (value for inner, value in candidates if _has_in_order(word, inner, start, end))


def _has_in_order(word: str, parts: tuple[str, ...], start: int, end: int) -> bool:
    for part in parts:
        place = word.find(part, start, end)
        if place < 0:
            return False
        start = place + len(part)
    return True
