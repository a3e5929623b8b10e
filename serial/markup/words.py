"""Counts the words of a text in any script.

- Scripts with spaces between words: each run of characters without white space is a word. Dashes
  (but not hyphens) part words, with and without spaces around them, and are none, as LibreOffice
  and Google Docs count. Ornaments (* * *) and footnote marks ([1]) do not count.
- Chinese, Japanese and Korean: each character is a word.
- Thai, Lao, Khmer and Burmese: words as found by ICU's dictionaries.
- Mixed text: the sum of these.
"""

import re
from typing import Final
from unicodedata import normalize

from icu4py.breakers import WordBreaker

# Han with its iteration mark and zero, kana, bopomofo, Hangul (syllables, letters, and the first
# letter of decomposed syllables), and their half-width and supplementary-plane forms.
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
# Of scripts that are written without spaces between words, for a regular expression's set.
UNSPACED_CHARACTERS: Final = _CHARACTERS + "".join(_LOCALES.values())
_UNSPACED: Final = re.compile(f"[{UNSPACED_CHARACTERS}]")
_CHARACTER: Final = re.compile(f"[{_CHARACTERS}]")
_RUNS: Final = {locale: re.compile(f"[{script}]+") for locale, script in _LOCALES.items()}
_NOT_WORDS: Final = re.compile(r"(?<!\S)(?:[*#~⁂]+|-|\[[0-9]+\])(?!\S)")
# From the figure dash to the horizontal bar, the long dashes, and hyphens typed for a dash, with
# the marks after them. It begins with a set of characters, which is ten times as fast.
_MARKS: Final = "\"'“”‘’„‚«»‹›()[]{}.,;:!?…¿¡*_~"
_DASHES: Final = re.compile(
    rf"[\u2012-\u2015\u2e3a\u2e3b-](?:(?<!-)|-)[\u2012-\u2015\u2e3a\u2e3b{re.escape(_MARKS)}-]*"
)

# ICU gets the runs of a script together, because each call costs as much as ten words, but in
# chunks of at most this many characters, which limits its memory. A run that is longer is cut,
# perhaps within a word.
_MAX_CHUNK_LENGTH: Final = 5_000
_CHUNK: Final = re.compile(
    rf".{{1,{_MAX_CHUNK_LENGTH}}}(?!\S)|.{{1,{_MAX_CHUNK_LENGTH}}}", re.DOTALL
)


def count_words(text: str) -> int:
    marks_alone = sum(_has_only_marks_before(text, match) for match in _DASHES.finditer(text))
    text = _DASHES.sub(" ", text)
    spaced_words = len(text.split()) - len(_NOT_WORDS.findall(text))
    if not _UNSPACED.search(text):
        return spaced_words - marks_alone
    # NFC, because a Hangul syllable may be typed as two or three letters.
    text = normalize("NFC", _NOT_WORDS.sub(" ", text))
    tokens = text.split()
    unspaced = [token for token in tokens if _UNSPACED.search(token)]
    count = len(tokens) - len(unspaced) + _count_in_unspaced(" ".join(unspaced))
    return count - marks_alone


def _has_only_marks_before(text: str, dash: "re.Match[str]") -> bool:
    """Whether marks without a word stand before the dash: “—and"""
    start = dash.start()
    while start and text[start - 1] in _MARKS:
        start -= 1
    # Asterisks and tildes alone are an ornament, which is no word in any case.
    has_marks = bool(text[start : dash.start()].strip("*~"))
    return has_marks and (not start or text[start - 1].isspace())


def _count_in_unspaced(text: str) -> int:
    """Counts the words of tokens that are in unspaced scripts, at least in part."""
    count = len(_CHARACTER.findall(text))
    for locale, pattern in _RUNS.items():
        count += _count_dictionary_words(" ".join(pattern.findall(text)), locale)
    rest = _UNSPACED.sub(" ", text)
    return count + sum(any(c.isalnum() for c in part) for part in rest.split())


def _count_dictionary_words(runs: str, locale: str) -> int:
    return sum(
        any(c.isalnum() for c in word)
        for chunk in _CHUNK.findall(runs)
        for word in WordBreaker(chunk, locale)
    )
