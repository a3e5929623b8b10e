"""How much of their words two blocks share, in the same order as far as two words go."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from serial.markup.paragraphs.digests import normalize_text

# Scripts without spaces are compared character by character.
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")

Shingle = str | tuple[str, str]


@dataclass(frozen=True)
class Bag:
    """Each word and each two that follow one another, as often as they do. size: all of these."""

    words: int
    size: int
    shingles: Counter[Shingle]


def make_bag(text: str) -> Bag:
    words = _WORD.findall(normalize_text(text).casefold())
    shingles: Counter[Shingle] = Counter(words)
    shingles.update(zip(words, words[1:], strict=False))
    return Bag(words=len(words), size=max(0, 2 * len(words) - 1), shingles=shingles)


def count_words_up_to(text: str, most: int) -> int:
    """The number of words, or at least the given number: a long text is not read to its end."""
    return len(_WORD.findall(text[: most * 40])) if len(text) < most * 40 else most


def count_shared(one: Bag, other: Bag) -> int:
    """How many shingles are in both."""
    few, many = sorted((one.shingles, other.shingles), key=len)
    return sum(min(few[shingle], many[shingle]) for shingle in few.keys() & many.keys())


def similarity(common: int, one: Bag, other: Bag) -> float:
    """From 0 to 1, given what is shared: its part of the two sizes' mean (Dice's coefficient).

    One changed word in ten gives 0.85, a text that has grown by half 0.8.
    """
    return 2 * common / (one.size + other.size) if common else 0.0


def similarity_of_words(one: Bag, other: Bag) -> float:
    """The same of words alone, in any order."""
    common = one.shingles.keys() & other.shingles.keys()
    words = [shingle for shingle in common if isinstance(shingle, str)]
    count = sum(min(one.shingles[word], other.shingles[word]) for word in words)
    return 2 * count / (one.words + other.words) if count else 0.0
