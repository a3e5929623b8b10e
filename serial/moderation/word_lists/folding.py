"""Folds words, so that one rule finds all spellings of a word that look the same.

"Commissión", "c0mmission", "ＣＯＭＭＩＳＳＩＯＮ" and "commission" with a Cyrillic о are one.
"""

import re
from collections.abc import Sequence
from typing import Final
from unicodedata import normalize

from serial.invisible_characters import INVISIBLE_CHARACTERS

# Letters of other scripts and styles that look like Latin ones, in lower case. Both the rules and
# the texts are folded, so rules in these scripts work too.
_LOOK_ALIKES: Final = str.maketrans(
    # Cyrillic, then Greek, then letters that no decomposition of Unicode leads back to Latin.
    "авекмнорстухіїјѕһԁԛԝѵ" + "αβγεηικνορτυχω" + "ıłøđħɡɑɪʀ",
    "abekmhopctyxiijshdqwv" + "abyenikvoptuxw" + "ilodhgair",
)
# Accents, and the vowel points of Arabic and Hebrew; not the vowel signs of Devanagari or Thai,
# without which other words are meant.
_IGNORED: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u0640"
    rf"\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff{INVISIBLE_CHARACTERS}]"
)
# What stands for a letter inside a word, and the letters. Neither is longer: places stay.
_SIGNS: Final = "048357@$9" + "０４８３５７＠＄９"
_LETTERS: Final = "oabestasg" * 2
# "1" and its like stand for either of two letters.
_AS_I: Final = str.maketrans(f"{_SIGNS}1!|１！｜", _LETTERS + "i" * 6)
_AS_L: Final = str.maketrans(f"{_SIGNS}1!|１！｜", _LETTERS + "l" * 6)
_SIGN: Final = re.compile(f"[{_SIGNS}1!|１！｜]")
_LETTER: Final = re.compile(r"[^\W\d_]")


class _Folds(dict[int, str]):
    """What each character is folded to, for str.translate(); a character is folded when it occurs.

    Whole words need not be: a decomposition only changes the order of accents, which are ignored.
    """

    def __missing__(self, code: int) -> str:
        decomposed = normalize("NFKD", chr(code)).casefold()
        folded = _IGNORED.sub("", decomposed).translate(_LOOK_ALIKES)
        # Nobody can fill the memory with all characters of Unicode.
        if len(self) < MAX_REMEMBERED:
            self[code] = folded
        return folded


# Of characters, with their folds.
MAX_REMEMBERED: Final = 20_000
_FOLDS: Final = _Folds()


def fold(word: str) -> str:
    """Returns the word without case, accents, styles and invisible characters."""
    return word.lower() if word.isascii() else word.translate(_FOLDS)


def fold_all(words: Sequence[str]) -> list[str]:
    """Returns the words folded, in their order. None of them contains NUL."""
    joined = "\0".join(words)
    # All at once: each word by itself takes ten times as long. No character is folded to NUL.
    return joined.lower().split("\0") if joined.isascii() else [fold(word) for word in words]


def readings_of(word: str) -> list[str]:
    """Returns what the word may be meant to be instead of itself, folded: "c0mm1ssion" is
    "commission" or "commlssion".
    """
    as_i, as_l = word.translate(_AS_I), word.translate(_AS_L)
    if as_i == word or not _LETTER.search(word):
        return []
    return [fold(as_i)] if as_i == as_l else [fold(as_i), fold(as_l)]


def all_readings(words: Sequence[str]) -> Sequence[list[str]]:
    """Returns lists in the order of the words: the words folded, and their two other readings if
    any of them has one. Words without a letter are read too.
    """
    joined = "\0".join(words)
    if not has_sign(joined):
        return (fold_all(words),)
    others = (joined.translate(signs).split("\0") for signs in (_AS_I, _AS_L))
    return tuple(fold_all(texts) for texts in (words, *others))


def has_sign(text: str) -> bool:
    """Whether something in it may stand for a letter."""
    return _SIGN.search(text) is not None
