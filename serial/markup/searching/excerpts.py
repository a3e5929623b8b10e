"""The sentence in which a match stands, for lists of matches."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# Longer sentences are cut at a word.
_MAX_LENGTH: Final = 120
_SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»)*_]*(?:\s+|(?<=[。！？]))")
_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\n")


class Excerpt(NamedTuple):
    before: str
    after: str


def excerpt_around(source: str, start: int, end: int) -> Excerpt:
    """Returns the rest of the sentence before and after a stretch of the source."""
    return Excerpt(_before(source, start), _after(source, end))


def _before(source: str, start: int) -> str:
    first = max(0, start - _MAX_LENGTH)
    text = _PARAGRAPH_END.split(source[first:start])[-1]
    is_cut = first > 0 and len(text) == start - first
    if ends := list(_sentence_ends(text)):
        return text[ends[-1] :]
    return "…" + text.partition(" ")[2] if is_cut else text


def _after(source: str, end: int) -> str:
    last = min(len(source), end + _MAX_LENGTH)
    text = _PARAGRAPH_END.split(source[end:last])[0]
    is_cut = last < len(source) and len(text) == last - end
    if ends := list(_sentence_ends(text)):
        return text[: ends[0]].rstrip()
    return text.rpartition(" ")[0] + "…" if is_cut else text


def _sentence_ends(text: str) -> Iterator[int]:
    """Yields the offsets behind them. “Stop!” he said. is one sentence."""
    for match in _SENTENCE_END.finditer(text):
        if not text[match.end() : match.end() + 1].islower():
            yield match.end()
