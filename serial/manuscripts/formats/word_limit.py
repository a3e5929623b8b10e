"""Refuses texts with far too many words before they are read, which would take minutes.

A rough count, of words with white space between them: readers count exactly, and stop at MAX_WORDS.
"""

import re
from collections.abc import Iterator
from typing import Final

from serial.manuscripts.limits import MAX_WORDS
from serial.manuscripts.problems import CannotRead, Problem

_MAX_ROUGHLY: Final = 2 * MAX_WORDS
_SLICE: Final = 1024 * 1024
# What is not text, and what it ends with.
_OF_HTML: Final = re.compile(r"<(?:style|script)\b|<!--", re.IGNORECASE)
_ENDS: Final = {"<style": "</style", "<script": "</script", "<!--": "-->"}
_TAG: Final = re.compile(r"<[^<>]*>")
_OF_RTF: Final = re.compile(rb"\\(?:[A-Za-z]+-?[0-9]*|'[0-9A-Fa-f]{2}|.)|[{}]", re.DOTALL)
# The digits of pictures, and words that could be some.
_DIGITS: Final = re.compile(rb"(?<![0-9A-Za-z])[0-9A-Fa-f]++(?![A-Za-z])")


def check_text(text: str) -> None:
    """Raises CannotRead, as the others do."""
    if _may_be_too_long(text):
        _check(len(part.split()) for part in _slices(text))


def check_html(html: str) -> None:
    if _may_be_too_long(html):
        text = "".join(_text_of(html))
        _check(len(_TAG.sub("", part).split()) for part in _slices(text))


def check_rtf(data: bytes) -> None:
    # Binary data have white space of their own.
    if _may_be_too_long(data) and b"\\bin" not in data:
        parts = (data[start : start + _SLICE] for start in range(0, len(data), _SLICE))
        _check(len(_DIGITS.sub(b"", _OF_RTF.sub(b"", part)).split()) for part in parts)


def _text_of(html: str) -> Iterator[str]:
    """Yields what is not in comments, style sheets and scripts. The time is linear in any case."""
    end = 0
    while match := _OF_HTML.search(html, end):
        yield html[end : match.start()]
        end = html.find(_ENDS[match[0].lower()], match.end())
        if end < 0:
            return
    yield html[end:]


def _may_be_too_long(text: str | bytes) -> bool:
    return len(text) > 2 * _MAX_ROUGHLY


def _slices(text: str) -> Iterator[str]:
    for start in range(0, len(text), _SLICE):
        yield text[start : start + _SLICE]


def _check(counts: Iterator[int]) -> None:
    total = 0
    for count in counts:
        total += count
        if total > _MAX_ROUGHLY:
            raise CannotRead(Problem.TOO_MANY_WORDS)
