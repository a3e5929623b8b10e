"""Finds the patterns with stars that a word matches, by looking up its beginnings and ends."""

from collections.abc import Callable, Iterable
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
        self._by_beginning: _Texts[_Texts[list[Inner[Value]]]] = _Texts(_Texts.of_lists)
        # Of patterns that begin with a star.
        self._by_end: _Texts[list[Inner[Value]]] = _Texts.of_lists()
        self._by_gram: dict[str, list[Inner[Value]]] = {}
        self._gram_lengths: set[int] = set()

    def add(self, parts: tuple[str, ...], value: Value) -> None:
        first, *inner, last = parts
        if first:
            ends = self._by_beginning.get_or_make(first, first[:KEY_LENGTH])
            ends.get_or_make(last, last[-KEY_LENGTH:]).append((tuple(inner), value))
        elif last:
            candidates = self._by_end.get_or_make(last, last[-KEY_LENGTH:])
            candidates.append((tuple(inner), value))
        else:
            gram = max(inner, key=len)[:MAX_GRAM]
            self._by_gram.setdefault(gram, []).append((tuple(inner), value))
            self._gram_lengths.add(len(gram))

    def matching(self, word: str) -> list[Value]:
        # For nearly all words nothing is found: what comes first here must be quick.
        found: list[Value] = []
        if self._by_beginning.may_begin(word):
            for first, ends in self._by_beginning.that_begin(word):
                for last, inner in ends.that_end(word):
                    if len(first) + len(last) <= len(word):
                        found += _with_inner(inner, word, len(first), len(word) - len(last))
        if self._by_end.may_end(word):
            for last, inner in self._by_end.that_end(word):
                found += _with_inner(inner, word, 0, len(word) - len(last))
        for length in self._gram_lengths:
            for gram in self._grams_of(word, length):
                found += _with_inner(self._by_gram[gram], word, 0, len(word))
        return found

    def _grams_of(self, word: str, length: int) -> Iterable[str]:
        grams = self._by_gram
        starts = range(len(word) - length + 1)
        found = [word[i : i + length] for i in starts if word[i : i + length] in grams]
        return dict.fromkeys(found) if found else ()


class _Texts(Generic[Value]):
    """Texts that words may begin or end with, each with a value."""

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make = make
        # Shorter than a key.
        self._short: dict[str, Value] = {}
        self._long: dict[str, Value] = {}
        self._lengths: dict[str, list[int]] = {}

    @staticmethod
    def of_lists() -> "_Texts[list[Inner[Value]]]":
        return _Texts(list)

    def get_or_make(self, text: str, key: str) -> Value:
        """key: the letters by which words find it."""
        texts = self._short if len(text) < KEY_LENGTH else self._long
        if text not in texts:
            texts[text] = self._make()
            lengths = self._lengths.setdefault(key, [])
            if texts is self._long and len(text) not in lengths:
                lengths.append(len(text))
        return texts[text]

    def may_begin(self, word: str) -> bool:
        return word[:KEY_LENGTH] in self._lengths or bool(self._short)

    def may_end(self, word: str) -> bool:
        return word[-KEY_LENGTH:] in self._lengths or bool(self._short)

    def that_begin(self, word: str) -> list[tuple[str, Value]]:
        lengths, longest = self._lengths.get(word[:KEY_LENGTH]), len(word)
        texts = [word[:length] for length in lengths if length <= longest] if lengths else []
        return self._known(texts, word[:1])

    def that_end(self, word: str) -> list[tuple[str, Value]]:
        lengths, longest = self._lengths.get(word[-KEY_LENGTH:]), len(word)
        texts = [word[-length:] for length in lengths if length <= longest] if lengths else []
        return self._known(texts, word[-1:])

    def _known(self, texts: list[str], letter: str) -> list[tuple[str, Value]]:
        """texts: cut from a word, as long as those that may be known. letter: the only other."""
        if not texts and not self._short:
            return []
        known = self._long
        found = [(text, known[text]) for text in texts if text in known] if texts else []
        if self._short:
            short = ((text, self._short.get(text)) for text in ("", letter))
            found += [(text, value) for text, value in short if value is not None]
        return found


def _with_inner(candidates: list[Inner[Value]], word: str, start: int, end: int) -> list[Value]:
    return [value for inner, value in candidates if _has_in_order(word, inner, start, end)]


def _has_in_order(word: str, parts: tuple[str, ...], start: int, end: int) -> bool:
    for part in parts:
        place = word.find(part, start, end)
        if place < 0:
            return False
        start = place + len(part)
    return True
