"""Finding a query in the source of a text, as its readers see it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from serial.markup.searching.query import Query
from serial.markup.searching.visible_text import GAP, Character, VisibleText
from serial.markup.words import UNSPACED_CHARACTERS

_UNSPACED: Final = re.compile(f"[{UNSPACED_CHARACTERS}]")
_WORD: Final = re.compile("[^\\W_]|[\u0300-\u036f]")


@dataclass(frozen=True)
class Match:
    """characters: those that readers see, with their places in the source."""

    characters: tuple[Character, ...]

    @property
    def start(self) -> int:
        return self.characters[0].start

    @property
    def end(self) -> int:
        return self.characters[-1].end

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)


def find_matches(query: Query, source: str, *, is_markup: bool = True) -> Iterator[Match]:
    """Yields the places from left to right; they do not overlap.

    is_markup: False for a title or another line without Markdown.
    """
    needle = query.needle
    if not needle or GAP in needle or len(needle) > len(source):
        return
    is_source = query.is_of_source or not is_markup
    text = VisibleText(source, matches_capitals=query.matches_capitals, is_source=is_source)
    start = text.folded.find(needle)
    while start >= 0:
        end = start + len(needle)
        is_found = not query.whole_words or _is_whole(text.folded, start, end)
        if is_found:
            yield Match(tuple(text.characters(start, end)))
        start = text.folded.find(needle, end if is_found else start + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    return _ends_word(text[start - 1 : start], text[start]) and _ends_word(
        text[end - 1], text[end : end + 1]
    )


def _ends_word(before: str, after: str) -> bool:
    """Whether no word goes on from one character to the next."""
    if not (_WORD.match(before) and _WORD.match(after)):
        return True
    # Scripts without spaces do not show where words end.
    return bool(_UNSPACED.match(before) or _UNSPACED.match(after))
