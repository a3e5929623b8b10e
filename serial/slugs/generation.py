"""Makes slugs from titles."""

import re
from collections.abc import Callable, Iterator
from typing import Final
from unicodedata import category, combining, normalize

from icu4py.breakers import CharacterBreaker

from serial.invisible_characters import is_ignorable

SLUG_MAX_LENGTH = 80
# Letters, marks and digits of any script, so that a Chinese or Hindi title gets a slug that its
# readers can read. Wider than what make_slug() returns: other slugs are not found.
SLUG_PATTERN = r"[\w\-\u0080-\U0010ffff]+"

# Marks inside a word that leave no gap: apostrophes in all their forms, the Hebrew signs of
# abbreviations, the separator of thousands, the Catalan middle dot.
_WITHIN_WORDS: Final = re.compile(
    r"['`\u00b4\u2018\u2019\u201b\u2032\uff07\u05f3\u05f4]"
    r'|(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])'
    r"|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"
    r"|(?<=[lL])\u00b7(?=[lL])"
)
_TIMES: Final = re.compile(r"(?<=[0-9])\u00d7(?=[0-9])|(?<=[0-9] )\u00d7(?= [0-9])")
# A fraction or a raised digit after a digit, as in 3½: NFKC makes 31/2 of them.
_NUMBER_AFTER_NUMBER: Final = re.compile(
    r"(?<=[0-9])(?=[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u215f\u2189])"
)
# NFKC takes these vowels apart, and they no longer look the same: Thai and Lao sara am.
_NOT_COMPATIBLE: Final = re.compile("([\u0e33\u0eb3])")
_VIRAMA: Final = 9  # the combining class of all signs that join consonants
_JOINERS: Final = "\u200c\u200d"


def make_slug(title: str, fallback: str) -> str:
    """Returns the title as a slug, or `fallback` if the title has no usable characters.

    Words are parted by one hyphen wherever white space, punctuation or a symbol stood.
    """
    slug = re.sub("-{2,}", "-", "".join(_slug_characters(_fold(title))))
    return cut_slug(slug.strip("-_"), SLUG_MAX_LENGTH).strip("-_") or fallback


def cut_slug(slug: str, length: int) -> str:
    """Cuts a slug between two characters as a reader sees them: a letter keeps its marks."""
    if len(slug) <= length:
        return slug
    end = 0
    for character in CharacterBreaker(slug, "en"):
        if end + len(character) > length:
            break
        end += len(character)
    return slug[: end or length]


def find_free_slug(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """Returns `wanted`, or the first of wanted-2, wanted-3 … that is not taken."""
    slug, number = wanted, 1
    while is_taken(slug):
        number += 1
        suffix = f"-{number}"
        slug = cut_slug(wanted, SLUG_MAX_LENGTH - len(suffix)) + suffix
    return slug


def _fold(title: str) -> str:
    """Returns the title in lower case, with one form for characters that mean the same."""
    text = _WITHIN_WORDS.sub("", _TIMES.sub("x", normalize("NFC", title)))
    parts = _NOT_COMPATIBLE.split(_NUMBER_AFTER_NUMBER.sub(" ", text))
    parts[::2] = (normalize("NFKC", part) for part in parts[::2])
    # The lower case of a dotted capital I is two characters, the dot a mark of its own.
    return normalize("NFC", "".join(parts).replace("\u0130", "i").lower())


def _slug_characters(text: str) -> Iterator[str]:
    previous = "-"
    for character in text:
        if character in _JOINERS:
            # After a virama a joiner decides the form of the next letter; elsewhere it is dropped.
            if combining(previous) == _VIRAMA:
                yield character
            continue
        if is_ignorable(character):
            continue
        kind = category(character)
        is_mark = kind in ("Mn", "Mc")
        if is_mark and previous == "-":
            continue
        previous = character if is_mark or kind[0] in "LN" or character == "_" else "-"
        yield previous
