"""Folds words, so that one rule finds all spellings of a word that look the same.

"Commissión", "c0mmission", "ＣＯＭＭＩＳＳＩＯＮ" and "commission" with a Cyrillic о are one.
"""

import re
from functools import cached_property
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


class Readings:
    """What the words of a text may be meant to be: "c0mm1ssion" is "commission" or "commlssion"."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _as_i_and_l(self) -> tuple[str, str]:
        # The whole text at once: each word by itself takes ten times as long.
        text = self._text
        return (
            (text.translate(_AS_I), text.translate(_AS_L)) if _SIGN.search(text) else (text, text)
        )

    def of(self, start: int, end: int) -> list[str]:
        """Returns the words, folded, that this part of the text may stand for instead of itself."""
        as_i, as_l = (text[start:end] for text in self._as_i_and_l)
        word = self._text[start:end]
        if as_i == word or not _LETTER.search(word):
            return []
        return [fold(as_i)] if as_i == as_l else [fold(as_i), fold(as_l)]
