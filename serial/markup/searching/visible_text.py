"""The source of a text as its readers see it, with the way back to the offsets in the source."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple
from unicodedata import is_normalized, normalize

from serial.markup.allowed import BLOCK_TAGS
from serial.markup.searching.folding import DASHES, DOTS, INVISIBLE, SPACES, fold
from serial.markup.tags import find_tags

# Stands where nothing can be found across: between paragraphs, and for addresses.
GAP: Final = "\n"

# One by one: with its first character fixed, each is found ten times as fast.
_MARKS: Final = tuple(re.compile(rf"{re.escape(sign)}{re.escape(sign)}*") for sign in "*_~\\")
# Within a paragraph. What is between paragraphs stays, so that nothing is found across.
_LINE_END: Final = re.compile(r"\n(?<!\n\n)(?![ \t>]*\n)[ \t>]*")
_LINE_END_OF_SOURCE: Final = re.compile(r"\n(?<!\n\n)(?![ \t]*\n)[ \t]*")
# Invisible, although Python calls them printable. Others of that kind are too rare to look for.
_PRINTABLE_INVISIBLE: Final = ("\ufe0f", "\ufe0e", "\u034f")
_CONTAINER: Final = re.compile(r":::+[ \t]*[A-Za-z]*")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"]*")
_LINK_END: Final = re.compile(r"\]\([^()\n]*\)")
_LINK_START: Final = re.compile(r"!?\[(?!\^)")
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\s]*\]")
_ENTITY: Final = re.compile(r"&(?:#[0-9xX][0-9a-fA-F]{0,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_COMBINING: Final = re.compile("[\u0300-\u036f]+")


class Edit(NamedTuple):
    """This stretch of the source reads `text`."""

    start: int
    end: int
    text: str


class Character(NamedTuple):
    """A character that readers see, and the stretch of the source that makes it."""

    text: str
    start: int
    end: int


class VisibleText:
    """folded: what is searched. `characters()` says where it stands in the source."""

    def __init__(self, source: str, *, matches_capitals: bool, is_source: bool) -> None:
        self.source = source
        folded = fold(source, matches_capitals=matches_capitals)
        # Where each piece starts in `folded` and in the source. An edit is a piece of its own.
        self._starts: list[int] = []
        self._edits: list[Edit | None] = []
        self._source_starts: list[int] = []
        self._pieces: list[str] = []
        self._length = position = 0
        for edit in _edits(source, is_source=is_source):
            if edit.start < position:
                continue
            self._add(folded[position : edit.start], position, None)
            text = fold(edit.text, matches_capitals=matches_capitals)
            self._add(text, edit.start, edit)
            position = edit.end
        self._add(folded[position:], position, None)
        self.folded = "".join(self._pieces)

    def _add(self, piece: str, source_start: int, edit: Edit | None) -> None:
        if piece:
            self._starts.append(self._length)
            self._source_starts.append(source_start)
            self._edits.append(edit)
            self._pieces.append(piece)
            self._length += len(piece)

    def characters(self, start: int, end: int) -> list[Character]:
        """Returns the characters between two offsets in `folded`, as the source has them."""
        return [self._character(offset) for offset in range(start, end)]

    def _character(self, offset: int) -> Character:
        number = bisect_right(self._starts, offset) - 1
        edit = self._edits[number]
        if edit is not None:
            return Character(edit.text, edit.start, edit.end)
        start = self._source_starts[number] + offset - self._starts[number]
        return Character(self.source[start], start, start + 1)


def _edits(source: str, *, is_source: bool) -> list[Edit]:
    found = [*_of_typography(source, is_source=is_source)]
    if not is_source:
        found.extend(_of_markup(source))
    # The longer of two that begin together.
    return sorted(found, key=lambda edit: (edit.start, -edit.end))


def _of_typography(source: str, *, is_source: bool) -> Iterator[Edit]:
    line_end = _LINE_END_OF_SOURCE if is_source else _LINE_END
    for match in line_end.finditer(source):
        start = match.start()
        while start and source[start - 1] in " \t":
            start -= 1
        yield Edit(start, match.end(), " ")
    for pattern, text in ((SPACES, " "), (DOTS, "…"), (DASHES, "—")):
        for match in pattern.finditer(source):
            yield Edit(*match.span(), text)
    if not source.isascii():
        yield from _of_composed_letters(source)
        if _has_invisible(source):
            for match in INVISIBLE.finditer(source):
                yield Edit(*match.span(), "")


def _has_invisible(source: str) -> bool:
    """Asks in a tenth of the time that finding them takes. No-break spaces say yes too."""
    is_printable = source.replace("\n", " ").isprintable()
    return not is_printable or any(sign in source for sign in _PRINTABLE_INVISIBLE)


def _of_composed_letters(source: str) -> Iterator[Edit]:
    if is_normalized("NFC", source):
        return
    for match in _COMBINING.finditer(source):
        start = max(0, match.start() - 1)
        letter = normalize("NFC", source[start : match.end()])
        if len(letter) == 1:
            yield Edit(start, match.end(), letter)


def _of_markup(source: str) -> Iterator[Edit]:
    for mark in _MARKS:
        for match in mark.finditer(source):
            yield Edit(*match.span(), "")
    if ":::" in source:
        for match in _CONTAINER.finditer(source):
            yield Edit(*match.span(), "")
    if "://" in source or "www." in source:
        for match in _ADDRESS.finditer(source):
            yield Edit(*match.span(), GAP)
    if "[" in source:
        yield from _of_links(source)
    if "<" in source:
        for tag in find_tags(source):
            is_block = tag.name in BLOCK_TAGS or tag.name == "br"
            yield Edit(tag.start, tag.end, GAP if is_block else "")
    if "&" in source:
        for match in _ENTITY.finditer(source):
            text = unescape(match[0])
            if len(text) == 1:
                yield Edit(*match.span(), text)


def _of_links(source: str) -> Iterator[Edit]:
    for match in _FOOTNOTE.finditer(source):
        yield Edit(*match.span(), "")
    if "](" in source:
        for pattern in (_LINK_END, _LINK_START):
            for match in pattern.finditer(source):
                yield Edit(*match.span(), "")
