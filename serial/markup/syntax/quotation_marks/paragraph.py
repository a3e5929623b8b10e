"""Curls the marks of one paragraph, as far as the characters on either side decide.

Double marks are decided here, single marks that may open are left to single_marks.py.
"""

import re
from typing import Final

from serial.markup.syntax.quotation_marks.directions import THIN_SPACES, is_glued, opens_between
from serial.markup.syntax.quotation_marks.elisions import Elision, elision_at
from serial.markup.syntax.quotation_marks.single_marks import Kind, Mark

_ALL_MARKS: Final = "\"'\u201c\u201d\u2018\u2019\u2032\u2033"
_OPENING: Final = "\u201c\u2018"
_INSIDE_WORD: Final = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_])")
# Adjacent marks, except for apostrophes between letters.
_ROW: Final = re.compile(
    rf"[{_ALL_MARKS}](?:(?<![^\W\d_]\u2019)|(?![^\W\d_]))(?:[{THIN_SPACES}]*[{_ALL_MARKS}])*"
)
_MAY_OPEN: Final = re.compile(rf"['\u2018](?<![^\W_]')(?:[{THIN_SPACES}]|\S)")
_YEAR: Final = re.compile("[0-9]{4}$")
_BY_NUMBER: Final = re.compile("x[0-9]")
_SMALL_WORD: Final = re.compile(" [a-z]")
_FEET: Final = re.compile("[0-9][\u2032'\u2019][0-9]{1,2}(?:[.,][0-9]+)?$")

# By the mark, double ones curled already, and whether its row opens.
_KINDS: Final = {
    ("\u201c", True): Kind.DOUBLE_OPENS,
    ("\u201c", False): Kind.DOUBLE_OPENS,
    ("\u201d", True): Kind.DOUBLE_CLOSES,
    ("\u201d", False): Kind.DOUBLE_CLOSES,
    ("\u2018", True): Kind.OPENS,
    ("\u2018", False): Kind.OPENS,
    ("\u2019", False): Kind.CLOSES_OR_APOSTROPHE,
    ("'", True): Kind.OPENS,
    ("'", False): Kind.CLOSES_OR_APOSTROPHE,
}
_APOSTROPHE: Final = "\u2019"


class Paragraph:
    """A paragraph with curly marks.

    text: as long as the straight text. Single marks in `marks` are apostrophes, as yet.
    marks: what find_openings() needs; empty if there is no single mark that may open.
    """

    def __init__(self, straight: str) -> None:
        self.marks: list[Mark] = []
        self._straight = _INSIDE_WORD.sub(_APOSTROPHE, straight)
        self._has_singles = any(
            elision_at(self._straight, match.start() + 1) is not Elision.CERTAIN
            for match in _MAY_OPEN.finditer(self._straight)
        )
        self._in_double = False
        self.text = _ROW.sub(self._curl_row, self._straight)

    def open_singles(self, positions: set[int]) -> None:
        """Curls the single marks at these positions as opening ones."""
        pieces: list[str] = []
        end = 0
        for position in sorted(positions):
            pieces += self.text[end:position], "\u2018"
            end = position + 1
        self.text = "".join([*pieces, self.text[end:]])

    def _curl_row(self, match: re.Match[str]) -> str:
        row, (start, end) = match[0], match.span()
        text = self._straight
        left = text[start - 1] if start else "\n"
        right = text[end] if end < len(text) else "\n"
        opens = opens_between(left, right)
        if opens is None:
            return self._curl_isolated(row, start, left, right)
        if row == '""' and not opens and right.isalnum() and not left.isdigit():
            closing = self._curl(row[0], start, opens=False)
            return closing + self._curl(row[1], start + 1, opens=True)
        if '"' in row:
            opens = self._opens_double(start, end, opens=opens)
        if opens or not left.isdigit():
            return self._curl(row, start, opens=opens, right=right)
        return self._curl_primes(row, start, right)

    def _opens_double(self, start: int, end: int, *, opens: bool) -> bool:
        """Corrects what the characters on either side say by the double marks around."""
        left, right = self._straight[start - 1 : start] or "\n", self._straight[end : end + 1]
        if opens and self._in_double and left.isspace() and start > 1:
            # A closing mark with a space before it: "He said, 'Go.' " - and went.
            return right.isalnum() or self._straight[start - 2] not in _ALL_MARKS
        if not opens and not self._in_double and is_glued(left, right):
            return self._closes_next(end)
        return opens

    def _closes_next(self, end: int) -> bool:
        following = self._straight.find('"', end)
        if following < 0:
            return False
        right = self._straight[following + 1 : following + 2] or "\n"
        return opens_between(self._straight[following - 1], right) is False

    def _curl_isolated(self, row: str, start: int, left: str, right: str) -> str:
        """Curls marks between white space; one alone stays straight."""
        if len(row) > 1:
            half = len(row) // 2
            opening = self._curl(row[:half], start, opens=True).replace(_APOSTROPHE, "\u2018")
            return opening + self._curl(row[half:], start + half, opens=False)
        if left != right and "\n" in (left, right):
            curly = self._curl(row, start, opens=left == "\n")
            return "\u2018" if row == "'" and left == "\n" else curly
        if row == '"' and (self._in_double or self._straight.find('"', start + 1) > 0):
            return self._curl(row, start, opens=not self._in_double)
        return row

    def _curl_primes(self, row: str, start: int, right: str) -> str:
        """Curls a row after a digit: 6'2", a 12" record, 30' by 40'; but the 90's."""
        may_be_measure = not _YEAR.search(self._straight, max(0, start - 4), start)
        if row == "'" and (right.isalnum() or not self._has_singles):
            is_measure = not right.isalpha() or _BY_NUMBER.match(self._straight, start + 1)
            return "\u2032" if may_be_measure and is_measure else _APOSTROPHE
        if row == '"' and may_be_measure and self._are_inches(start + 1):
            return "\u2033"
        curly = self._curl(row, start, opens=False, right=right)
        if row[0] == '"' and _FEET.search(self._straight, max(0, start - 8), start):
            return "\u2033" + curly[1:]
        return curly

    def _are_inches(self, end: int) -> bool:
        """Whether a mark after a digit has no quotation to close, or another mark closes it."""
        if not self._in_double:
            return True
        return _SMALL_WORD.match(self._straight, end) is not None and self._closes_next(end)

    def _curl(self, row: str, start: int, *, opens: bool, right: str = "\n") -> str:
        curly = row
        if '"' in row:
            curly = row.replace('"', "\u201c" if opens else "\u201d")
        if self._has_singles:
            self._add_marks(curly, start, opens=opens, right=right)
        if "\u201c" in curly or "\u201d" in curly:
            self._in_double = opens
        return curly.replace("'", _APOSTROPHE)

    def _add_marks(self, row: str, start: int, *, opens: bool, right: str) -> None:
        last = len(row) - 1
        for index, mark in enumerate(row):
            kind = _KINDS.get((mark, opens))
            if kind is Kind.OPENS and index == last and mark == "'" and right.isalnum():
                kind = Kind.OPENS_OR_APOSTROPHE
            elif kind is Kind.CLOSES_OR_APOSTROPHE and not last and right.isalnum():
                kind = Kind.OPENS_OR_CLOSES
            if kind:
                self.marks.append((kind, start + index))
