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
# In a list, a whole sentence is better than a cut one, even if it leaves half of the space empty.
_MIN_WHOLE_SENTENCE: Final = 0.45
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
    sentences = _whole_sentences(text, length - len(_ELLIPSIS) - 1)
    if len(sentences) >= length * _MIN_SENTENCE:
        return f"{sentences} {_ELLIPSIS}"
    return _cut_after_word(text, length)


def opening(text: str, length: int) -> str:
    """Returns the whole sentences that the text begins with, of at most `length` characters.

    If they are too short, or the first is too long, cuts it after a word, with an ellipsis.
    """
    if len(text) <= length:
        return text
    sentences = _whole_sentences(text, length)
    if len(sentences) >= length * _MIN_WHOLE_SENTENCE:
        return sentences
    return _cut_after_word(text, length)


def _whole_sentences(text: str, space: int) -> str:
    # Breakers need to see a little more than the space: a sentence may end exactly there.
    text = text[: 2 * space]
    ends = [end for _start, end in SentenceBreaker(text, "en").segments()]
    # "old Mr." does not end a sentence.
    fitting = (text[:end].rstrip() for end in reversed(ends) if len(text[:end].rstrip()) <= space)
    return next((sentences for sentences in fitting if SENTENCE_END.search(sentences)), "")


def _cut_after_word(text: str, length: int) -> str:
    text = text[: 2 * length]
    space = length - len(_ELLIPSIS)
    words = text[: _last_end(WordBreaker(text, "en").segments(), space)].rstrip(_LEADING_ON)
    if not words:
        words = text[: _last_end(CharacterBreaker(text, "en").segments(), space) or space]
    return f"{words}{_ELLIPSIS}"


def _last_end(segments: Iterable[tuple[int, int]], limit: int) -> int:
    """Returns where the last segment ends that fits into `limit` characters; 0 if none does."""
    ends = takewhile(lambda end: end <= limit, (end for _start, end in segments))
    return max(ends, default=0)
