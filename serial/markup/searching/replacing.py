"""Replacing a match in the source, with as little change as possible.

Only what differs is changed, so that the formatting inside of a match stays where it can: for
Anna, `Han*na*` becomes `An*na*`. Quotation marks and dashes stay as the author typed them.
"""

import dataclasses
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from serial.invisible_characters import INVISIBLE_CHARACTERS
from serial.markup.searching.finding import Match
from serial.markup.searching.folding import fold, fold_sequences
from serial.markup.searching.letter_case import follow_capitals
from serial.markup.searching.query import Query
from serial.markup.searching.visible_text import Character

_RUN: Final = re.compile(r"\*+|_+|~+|</?[a-z]+>")
_NOT_FORMATTING: Final = re.compile(rf"[\\{INVISIBLE_CHARACTERS}]+")


@dataclass(frozen=True)
class Change:
    """The source from start to end becomes `text`.

    is_possible: False if formatting begins or ends inside, so that a person has to decide.
    """

    start: int
    end: int
    text: str
    is_possible: bool = True

    def is_any(self, source: str) -> bool:
        """Whether it makes another text."""
        return source[self.start : self.end] != self.text


def changes_of(
    matches: Iterable[Match], query: Query, replacement: str, source: str
) -> Iterator[Change]:
    """Yields the change of each match. Those that are possible do not overlap."""
    end = 0
    for match in matches:
        change = _change_of(match, query, replacement, source)
        if change.is_possible and change.start < end:
            # Both would take the mark between them.
            change = dataclasses.replace(change, is_possible=False)
        yield change
        end = max(end, change.end) if change.is_possible else end


def _change_of(match: Match, query: Query, replacement: str, source: str) -> Change:
    """Returns the smallest change of the source that replaces the match."""
    if not query.matches_capitals:
        replacement = follow_capitals(replacement, match.text, query.text)
    if not replacement:
        return _deletion(match, source)
    if _reads_the_same(query, replacement):
        ends = _without_same_ends(_as_typed(match.characters, source), replacement, operator.eq)
    else:
        ends = _without_same_ends(match.characters, replacement, _is_same)
    before, rest, new = ends
    if not rest:
        place = before[-1].end if before else match.start
        return Change(place, place, new)
    start, end = rest[0].start, rest[-1].end
    hidden = _hidden(rest, source)
    unpaired = _unpaired(hidden)
    if not unpaired:
        return Change(start, end, new, is_possible=_are_runs(hidden))
    return _with_partner(Change(start, end, new, is_possible=False), unpaired, source)


def _deletion(match: Match, source: str) -> Change:
    """Takes one of the two spaces around the match with it."""
    hidden = _hidden(match.characters, source)
    start, end = match.start, match.end
    has_space_before = not start or source[start - 1].isspace()
    end += has_space_before and source[end : end + 1] == " "
    return Change(start, end, "", is_possible=not _unpaired(hidden) and _are_runs(hidden))


def apply_changes(source: str, changes: Iterable[Change]) -> str:
    """changes: from left to right, not overlapping."""
    out, position = [], 0
    for change in changes:
        out += [source[position : change.start], change.text]
        position = change.end
    return "".join([*out, source[position:]])


def _reads_the_same(query: Query, replacement: str) -> bool:
    """Whether a mark is replaced by another form of it, such as -- by a dash."""
    as_searched = Query(text=replacement, matches_capitals=query.matches_capitals)
    return as_searched.needle == query.needle


def _as_typed(characters: Iterable[Character], source: str) -> tuple[Character, ...]:
    return tuple(Character(source[c.start : c.end], c.start, c.end) for c in characters)


def _is_same(one: str, other: str) -> bool:
    return _fold(one) == _fold(other)


def _fold(character: str) -> str:
    return fold_sequences(fold(character, matches_capitals=True))


def _without_same_ends(
    characters: Sequence[Character], new: str, is_same: Callable[[str, str], bool]
) -> tuple[Sequence[Character], Sequence[Character], str]:
    """Returns what both begin with, and what differs in either."""
    most = min(len(characters), len(new))
    first = 0
    while first < most and is_same(characters[first].text, new[first]):
        first += 1
    last = 0
    while last < most - first and is_same(characters[-1 - last].text, new[-1 - last]):
        last += 1
    rest = characters[first : len(characters) - last]
    return characters[:first], rest, new[first : len(new) - last]


def _hidden(characters: Sequence[Character], source: str) -> list[str]:
    """Returns what stands between the characters, unseen."""
    gaps = zip(characters, characters[1:], strict=False)
    return [
        text
        for one, other in gaps
        if (text := _NOT_FORMATTING.sub("", source[one.end : other.start]))
    ]


def _are_runs(hidden: Iterable[str]) -> bool:
    """Whether it is all emphasis: no link and no footnote."""
    return all(not _RUN.sub("", text) for text in hidden)


def _unpaired(hidden: Iterable[str]) -> list[str]:
    """Returns the marks that neither open nor close something among them."""
    unpaired: list[str] = []
    for text in hidden:
        for run in _RUN.findall(text):
            if unpaired and partner_of(unpaired[-1]) == run:
                unpaired.pop()
            else:
                unpaired.append(run)
    return unpaired


def partner_of(run: str) -> str:
    """Returns what closes this mark."""
    return run.replace("<", "</") if run.startswith("<") and "/" not in run else run


def _with_partner(change: Change, unpaired: Sequence[str], source: str) -> Change:
    """Takes in the mark beside the match that belongs to the only one inside."""
    if len(unpaired) != 1 or not change.text:
        return change
    (run,) = unpaired
    closing = partner_of(run)
    opening = run.replace("</", "<")
    if source.startswith(closing, change.end):
        return Change(change.start, change.end + len(closing), change.text)
    if source.endswith(opening, 0, change.start):
        return Change(change.start - len(opening), change.end, change.text)
    return change
