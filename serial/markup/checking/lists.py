"""Lists that were perhaps not meant: of one item, of separate paragraphs, or from a high number."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from markdown_it.token import Token

from serial.markup.checking.paragraphs import Paragraph, line_starts
from serial.markup.checking.slip import Edit, Slip, SlipKind
from serial.markup.options import Options
from serial.markup.syntax.parsing import parse

# Not the scene breaks "* * *" and "- - -", which end a list unless they are indented.
_MARKER: Final = re.compile(
    r"^(?!(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$)[ \t]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+\S", re.MULTILINE
)
_MARK: Final = re.compile(r"[ \t]*[0-9]*(?=[-+*.)])")
# A longer list is meant.
_MAX_FIXED_ITEMS: Final = 50
_IN_ITEM: Final = 2
_OPENINGS: Final = ("bullet_list_open", "ordered_list_open")


def find_lists(source: str, paragraphs: Iterable[Paragraph]) -> Iterator[Slip]:
    """paragraphs: those of the source."""
    if not _MARKER.search(source):
        return
    for passage in _passages_with_markers(source, paragraphs):
        starts = line_starts(passage.text)
        for lines in _doubtful_lists(passage.text):
            items = [passage.start + starts[line] for line in lines]
            end = source.find("\n", items[0])
            fix = tuple(_escape_markers(source, items))
            yield Slip(SlipKind.LIST, items[0], end if end >= 0 else len(source), fix)


def _escape_markers(source: str, items: list[int]) -> Iterator[Edit]:
    """Yields what makes each item a line that is shown as typed."""
    marks = [_MARK.match(source, start) for start in items[: _MAX_FIXED_ITEMS + 1]]
    if len(items) <= _MAX_FIXED_ITEMS:
        yield from (Edit(mark.end(), mark.end(), "\\") for mark in marks if mark)


def _passages_with_markers(source: str, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yields runs of paragraphs that may be one list, so that only these are parsed."""
    start = end = -1
    for paragraph in paragraphs:
        if _MARKER.search(paragraph.text):
            start = paragraph.start if start < 0 else start
            end = paragraph.start + len(paragraph.text)
        elif start >= 0:
            yield Paragraph(source[start:end], start)
            start = -1
    if start >= 0:
        yield Paragraph(source[start:end], start)


def _doubtful_lists(passage: str) -> Iterator[list[int]]:
    """Yields the first lines of the items of each list that was perhaps not meant."""
    for tokens in _outer_lists(parse(passage, Options()) or []):
        if tokens[0].map and _is_doubtful(tokens):
            items = [token for token in tokens if token.type == "list_item_open"]
            yield [token.map[0] for token in items if token.map and token.level == 1]


def _outer_lists(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yields the tokens of each list that is in nothing else, without the one that closes it."""
    current: list[Token] = []
    for token in tokens:
        if token.level > 0 and current:
            current.append(token)
        elif token.type in _OPENINGS:
            current = [token]
        elif current:
            yield current
            current = []


def _is_doubtful(tokens: list[Token]) -> bool:
    opening, *inside = tokens
    if sum(token.type == "list_item_open" and token.level == 1 for token in inside) == 1:
        return True
    if opening.type == "ordered_list_open":
        return int(opening.attrs.get("start", 1)) > 1
    return opening.markup == "-" and any(map(_is_separate_paragraph, inside))


def _is_separate_paragraph(token: Token) -> bool:
    """Whether it is a paragraph of an item of the outer list, apart from the others."""
    return token.type == "paragraph_open" and token.level == _IN_ITEM and not token.hidden
