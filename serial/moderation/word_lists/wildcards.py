"""Finds the patterns with stars that a word matches, by looking up its beginnings and ends."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from serial.moderation.word_lists.folding import has_sign

Value = TypeVar("Value")
# The parts of a pattern between its first and its last star, and what it stands for.
Inner = tuple[tuple[str, ...], Value]

# Beginnings and ends are first looked up by so many letters, shorter ones by all of theirs.
MAX_KEY = 4
# What must be somewhere in a word is looked up by so many letters in a row.
MAX_GRAM = 4
# Every third gram of a word is enough to find six letters in a row: their first, second or third
# gram is among them.
MAX_STEP = 3


class Wildcards(Generic[Value]):
    """Patterns by their first and last part. One without both is found by letters in a row."""

    def __init__(self) -> None:
        self._by_beginning: _Texts[_Texts[list[Inner[Value]]]] = _Texts(_Texts.of_lists)
        # Of patterns that begin with a star.
        self._by_end: _Texts[list[Inner[Value]]] = _Texts.of_lists()
        # Of patterns that begin and end with one, by the length of the grams and their step.
        self._by_grams: dict[tuple[int, int], _Grams[Inner[Value]]] = {}
        # Otherwise the signs of a word stand where the stars are, and its readings match as well.
        self._has_signs = False

    def add(self, parts: tuple[str, ...], value: Value) -> None:
        first, *inner, last = parts
        self._has_signs = self._has_signs or any(map(has_sign, parts))
        if first:
            ends = self._by_beginning.get_or_make(first, first[:MAX_KEY])
            ends.get_or_make(last, last[-MAX_KEY:]).append((tuple(inner), value))
        elif last:
            candidates = self._by_end.get_or_make(last, last[-MAX_KEY:])
            candidates.append((tuple(inner), value))
        else:
            text = max(inner, key=len)
            length = min(len(text), MAX_GRAM)
            step = min(len(text) - length + 1, MAX_STEP)
            grams = self._by_grams.setdefault((length, step), _Grams(length, step))
            grams.add(text, (tuple(inner), value))

    def may_match(self, words: set[str], with_signs: set[str]) -> set[str]:
        """Returns the words that may match; some of them may not. All others do not.

        with_signs: the words whose signs can be read as letters, as others in `words`.
        """
        if self._has_signs:
            words = words | with_signs
        found = self._by_beginning.that_may_begin(words) | self._by_end.that_may_end(words)
        joined = "\0".join(words) if self._by_grams else ""
        for grams in self._by_grams.values():
            found.update(_word_at(joined, place) for place in grams.places_in(joined))
        return found

    def matching(self, word: str) -> list[Value]:
        found: list[Value] = []
        for first, ends in self._by_beginning.that_begin(word):
            for last, inner in ends.that_end(word):
                if len(first) + len(last) <= len(word):
                    found += _with_inner(inner, word, len(first), len(word) - len(last))
        for last, inner in self._by_end.that_end(word):
            found += _with_inner(inner, word, 0, len(word) - len(last))
        for grams in self._by_grams.values():
            found += _with_inner(grams.that_are_in(word), word, 0, len(word))
        return found


class _Grams(Generic[Value]):
    """Texts that words may contain, found by some letters in a row.

    step: how far from each other the grams of a word are looked up. A text is known by as many of
    its grams, so that one of them is met wherever it is in the word.
    """

    def __init__(self, length: int, step: int) -> None:
        self._length = length
        self._step = step
        # What each gram is the beginning of: the lengths, and what has these texts.
        self._lengths: dict[str, list[int]] = {}
        self._values: dict[str, list[Value]] = {}

    def add(self, text: str, value: Value) -> None:
        for start in range(self._step):
            rest = text[start:]
            self._values.setdefault(rest, []).append(value)
            lengths = self._lengths.setdefault(rest[: self._length], [])
            if len(rest) not in lengths:
                lengths.append(len(rest))

    def places_in(self, text: str) -> list[int]:
        """Returns where one of the grams starts."""
        known, length = self._lengths, self._length
        starts = range(0, len(text) - length + 1, self._step)
        return [start for start in starts if text[start : start + length] in known]

    def that_are_in(self, word: str) -> Iterable[Value]:
        places = self.places_in(word)
        if not places:
            return ()
        ends = (
            (start, start + length)
            for start in places
            for length in self._lengths[word[start : start + self._length]]
            if start + length <= len(word)
        )
        # A word may contain a text, or its grams, more than once.
        return dict.fromkeys(
            value for start, end in ends for value in self._values.get(word[start:end], ())
        )


class _Texts(Generic[Value]):
    """Texts that words may begin or end with, each with a value."""

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make = make
        self._values: dict[str, Value] = {}
        # By the length of the keys: the lengths of the texts with each key.
        self._lengths: dict[int, dict[str, list[int]]] = {}

    @staticmethod
    def of_lists() -> "_Texts[list[Inner[Value]]]":
        return _Texts(list)

    def get_or_make(self, text: str, key: str) -> Value:
        """key: the letters by which words find it."""
        if text not in self._values:
            self._values[text] = self._make()
            lengths = self._lengths.setdefault(len(key), {}).setdefault(key, [])
            if len(text) not in lengths:
                lengths.append(len(text))
        return self._values[text]

    def that_may_begin(self, words: set[str]) -> set[str]:
        """Returns the words that these may be the beginnings of."""
        of_keys = self._lengths.items()
        return {word for size, keys in of_keys for word in words if word[:size] in keys}

    def that_may_end(self, words: set[str]) -> set[str]:
        """Returns the words that these may be the ends of. None of these is empty."""
        of_keys = self._lengths.items()
        return {word for size, keys in of_keys for word in words if word[-size:] in keys}

    def that_begin(self, word: str) -> list[tuple[str, Value]]:
        texts = [
            word[:length]
            for size, keys in self._lengths.items()
            for length in keys.get(word[:size], ())
            if length <= len(word)
        ]
        return self._known(texts)

    def that_end(self, word: str) -> list[tuple[str, Value]]:
        whole = len(word)
        texts = [
            word[whole - length :]
            for size, keys in self._lengths.items()
            if size <= whole
            for length in keys.get(word[whole - size :], ())
            if length <= whole
        ]
        return self._known(texts)

    def _known(self, texts: list[str]) -> list[tuple[str, Value]]:
        known = self._values
        return [(text, known[text]) for text in texts if text in known]


def _word_at(joined: str, place: int) -> str:
    """Returns the word around a place in words that are joined by NUL."""
    end = joined.find("\0", place)
    return joined[joined.rfind("\0", 0, place) + 1 : end if end >= 0 else len(joined)]


def _with_inner(candidates: Iterable[Inner[Value]], word: str, start: int, end: int) -> list[Value]:
    return [value for inner, value in candidates if _has_in_order(word, inner, start, end)]


def _has_in_order(word: str, parts: tuple[str, ...], start: int, end: int) -> bool:
    for part in parts:
        place = word.find(part, start, end)
        if place < 0:
            return False
        start = place + len(part)
    return True
