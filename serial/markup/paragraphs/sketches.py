"""Sketches: what is remembered of the text of a former paragraph, to recognise it when it is
typed again with small changes.

A sketch has two characters for each word, so 20,000 deleted words take 40 KB. Two words have the
same two characters once in 4,096 times. A short line is remembered in full, because it is
recognised by its letters.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from string import ascii_letters, digits
from typing import Final
from zlib import crc32

from serial.markup.paragraphs.similarity import MAX_WORDS_WITH_LETTERS, Bag, make_bag

_CHARACTERS: Final = f"{ascii_letters}{digits}-_"
_CODES: Final = [first + second for first in _CHARACTERS for second in _CHARACTERS]
# Marks the sketch of a short line, of at most so many characters.
_SHORT_LINE: Final = "="
_MAX_SHORT_LINE: Final = 80
# All sketches of a text together; about 25,000 words. Beyond this, the oldest are dropped.
MAX_CHARACTERS: Final = 50_000


def make_sketch(words: Sequence[str]) -> str:
    """words: as returned by split_words."""
    line = " ".join(words) if len(words) <= MAX_WORDS_WITH_LETTERS else ""
    if len(words) <= MAX_WORDS_WITH_LETTERS and len(line) <= _MAX_SHORT_LINE:
        return _SHORT_LINE + line
    return "".join(map(_code, words))


def code_bag(words: Sequence[str]) -> Bag:
    """Returns a bag to compare with those of sketches: with codes in place of the words."""
    letters = " ".join(words) if len(words) <= MAX_WORDS_WITH_LETTERS else ""
    return make_bag(list(map(_code, words)), letters)


def sketch_bag(sketch: str) -> Bag:
    """Returns the bag of the text, with codes in place of its words."""
    if sketch.startswith(_SHORT_LINE):
        return code_bag(sketch[1:].split())
    return make_bag([sketch[i : i + 2] for i in range(0, len(sketch), 2)], letters="")


def update_sketches(
    sketches: Mapping[int, tuple[str, ...]],
    kept: Collection[int],
    former: Mapping[int, Callable[[], str]],
) -> dict[int, tuple[str, ...]]:
    """Drops the sketches of other ids than `kept`, and adds those of the former texts.

    former: maps ids to functions that make the sketches; not all are called if there are many.
    """
    oldest_first = [paragraph_id for paragraph_id in sketches if paragraph_id not in former]
    oldest_first += former
    newest: dict[int, tuple[str, ...]] = {}
    remaining = MAX_CHARACTERS
    for paragraph_id in reversed(oldest_first):
        if paragraph_id not in kept:
            continue
        texts = sketches.get(paragraph_id, ())
        if paragraph_id in former:
            added = former[paragraph_id]()
            texts = (*(text for text in texts if text != added), added)
        remaining -= sum(map(len, texts))
        if remaining < 0:
            break
        newest[paragraph_id] = texts
    return dict(reversed(newest.items()))


@lru_cache(maxsize=10_000)
def _code(word: str) -> str:
    return _CODES[crc32(word.encode("utf-8", "surrogatepass")) % len(_CODES)]
