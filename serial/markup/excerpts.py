"""Shortens a text for descriptions and lists, at the end of a sentence or a word."""

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from icu4py.breakers import CharacterBreaker, SentenceBreaker, WordBreaker

from serial.markup.running_text import running_text

_ELLIPSIS: Final = "…"
# A sentence must fill this much of the space, otherwise the text is cut after a word.
_MIN_SENTENCE: Final = 0.75
# Signs that end a sentence in any script, but not after what may be an abbreviation: Mr., J.
SENTENCE_END: Final = re.compile(
    r"(?:(?<!\b\w)(?<!\b\w\w)(?<!\b\w\w\w)\.|[!?…。！？｡।॥။។۔؟])[\"'”’»)\]」』]*$"
)
# Not at the end of a cut text: white space, and signs that lead on to the next word.
_LEADING_ON: Final = " .,;:–—-([{“‘«„¿¡、，；：「『（"


def excerpt(html: str, length: int) -> str:
    """Returns the beginning of our own HTML as running text of at most `length` characters."""
    return shorten(running_text(html, enough=2 * length), length)


def shorten(text: str, length: int) -> str:
    """Returns the text, or its beginning with an ellipsis if it is longer than `length`."""
    if len(text) <= length:
        return text
    # Breakers need to see a little more than the space: a word may end exactly there.
    text = text[: 2 * length]
    space = length - len(_ELLIPSIS)
    sentences = text[: _last_end(SentenceBreaker(text, "en").segments(), space - 1)].rstrip()
    if len(sentences) >= length * _MIN_SENTENCE and SENTENCE_END.search(sentences):
        return f"{sentences} {_ELLIPSIS}"
    words = text[: _last_end(WordBreaker(text, "en").segments(), space)].rstrip(_LEADING_ON)
    if not words:
        words = text[: _last_end(CharacterBreaker(text, "en").segments(), space) or space]
    return f"{words}{_ELLIPSIS}"


def _last_end(segments: Iterable[tuple[int, int]], limit: int) -> int:
    """Returns where the last segment ends that fits into `limit` characters; 0 if none does."""
    ends = takewhile(lambda end: end <= limit, (end for _start, end in segments))
    return max(ends, default=0)
