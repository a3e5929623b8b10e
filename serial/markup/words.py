"""Counting words, in any script.

- Where words stand between white space, each such piece is a word, a lone dash as well, as
  word processors count. Not counted are ornaments (* * *) and the marks of notes ([1]).
- Chinese, Japanese and Korean: each character.
- Thai, Lao, Khmer and Burmese: each word that ICU's dictionaries find.
- Mixed text adds up.
"""

import re
from typing import Final
from unicodedata import normalize

from icu4py.breakers import WordBreaker

# Han with its iteration mark and zero, kana, bopomofo, hangul (whole syllables, letters, and
# of decomposed syllables the first part), and their half-width and later-plane forms.
_CHARACTERS: Final = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\uffa1-\uffdc\u1100-\u115f"
    "\U0001aff0-\U0001b16f\U00020000-\U000323af"
)
_LOCALES: Final = {
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "km": "\u1780-\u17ff\u19e0-\u19ff",
    "my": "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
}
_UNSPACED: Final = re.compile(f"[{_CHARACTERS}{''.join(_LOCALES.values())}]")
_CHARACTER: Final = re.compile(f"[{_CHARACTERS}]")
_RUNS: Final = {locale: re.compile(f"[{script}]+") for locale, script in _LOCALES.items()}
_NOT_WORDS: Final = re.compile(r"(?<!\S)(?:[*#~⁂]+|\[[0-9]+\])(?!\S)")

# A run without any space is looked up in pieces of this many characters, to bound the
# breaker's memory; a word may be cut at each border.
_LONGEST_RUN: Final = 5_000


def count_words(text: str) -> int:
    pieces = len(text.split()) - len(_NOT_WORDS.findall(text))
    if not _UNSPACED.search(text):
        return pieces
    # Composed, since a syllable of hangul may be typed as its two or three letters.
    text = normalize("NFC", _NOT_WORDS.sub(" ", text))
    return sum(_count_unspaced(piece) for piece in text.split())


def _count_unspaced(piece: str) -> int:
    """The words of a piece between white space, of which any part may be an unspaced script."""
    if not _UNSPACED.search(piece):
        return 1
    count = len(_CHARACTER.findall(piece))
    rest = _CHARACTER.sub(" ", piece)
    for locale, run in _RUNS.items():
        count += sum(_count_dictionary_words(found, locale) for found in run.findall(rest))
        rest = run.sub(" ", rest)
    return count + sum(any(c.isalnum() for c in part) for part in rest.split())


def _count_dictionary_words(run: str, locale: str) -> int:
    return sum(
        any(c.isalnum() for c in word)
        for start in range(0, len(run), _LONGEST_RUN)
        for word in WordBreaker(run[start : start + _LONGEST_RUN], locale)
    )
