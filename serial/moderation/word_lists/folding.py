"""Folds words, so that one rule finds all spellings of a word that look the same.

"Commissión", "c0mmission", "ＣＯＭＭＩＳＳＩＯＮ" and "commission" with a Cyrillic о are one.
"""

import re
from functools import lru_cache
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
# What stands for a letter inside a word. "1" and its like stand for either of two letters.
_AS_LETTERS: Final = "048357@$9"
_LETTERS: Final = "oabestasg"
_READINGS: Final = tuple(
    str.maketrans(f"{_AS_LETTERS}1!|", f"{_LETTERS}{one * 3}") for one in ("i", "l")
)
_STANDS_FOR_LETTER: Final = re.compile(r"[0-9@$!|]")
_LETTER: Final = re.compile(r"[^\W\d_]")


def fold(word: str) -> str:
    """Returns the word without case, accents, styles and invisible characters."""
    if word.isascii():
        return word.lower()
    return _fold_unicode(word)


# A language has few words, and a comment repeats them.
@lru_cache(maxsize=20_000)
def _fold_unicode(word: str) -> str:
    decomposed = normalize("NFKD", word).casefold()
    return _IGNORED.sub("", decomposed).translate(_LOOK_ALIKES)


def readings(word: str) -> tuple[str, ...]:
    """Returns the words that a word may be meant to be, folded: "c0mm1ssion" is one of three."""
    folded = fold(word)
    if not _STANDS_FOR_LETTER.search(folded) or not _LETTER.search(folded):
        return (folded,)
    return tuple(dict.fromkeys([folded, *(folded.translate(table) for table in _READINGS)]))
