"""Straight quotation marks and apostrophes made curly, each by what stands left and right.

Marks are never paired or counted: speech that is cut off by a dash never closes its mark,
and every paragraph of a long speech opens one. Neighbouring marks are decided as one row by
what surrounds the row.

Decisions, where the context does not say:
- After a dash a mark opens before a letter, digit or ellipsis, and closes before anything else.
- Glued between a word or full stop and a word ('said."She'), a double mark closes.
- Alone between two spaces, or alone on its line, a mark stays straight; two or more together
  are half opening, half closing.
- Primes only between digits (5'10) and after such a pair (5'10"); after any other number a
  mark closes or is an apostrophe, since "Room 10" is commoner in fiction than a 10" pipe.
- A known word without its beginning ('em, 'til, '80s) has an apostrophe, unless a single
  mark follows it at once: then it is quoted ('cause').
"""

import re
from typing import Final

STRAIGHT: Final = re.compile("[\"']")
_ROW: Final = re.compile("[\"'\u201c\u201d\u2018\u2019\u2032\u2033]+")

_DASHES: Final = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015-")
_BEFORE_OPENING: Final = frozenset("([{<\u00ab\u2039\u201e\u201a\u00bf\u00a1/\\=+|~*_&@#")
_INVISIBLE: Final = frozenset("\u200b\u200e\u200f\u2060\u2066\u2067\u2068\ufeff")
_AFTER_DASH: Final = frozenset("\u2026([{\u00bf\u00a1$\u00a3\u20ac")

_DOUBLE: Final = {True: "\u201c", False: "\u201d"}
_SINGLE: Final = {True: "\u2018", False: "\u2019"}
_APOSTROPHE: Final = "\u2019"
_FEET: Final = re.compile("[0-9][\u2032'\u2019][0-9]{1,2}(?:[.,][0-9]+)?$")

# Words that people write without their beginning. Left out are those that begin a quotation
# more often ('is, 'as, 'at).
_CUT_WORDS: Final = (
    "em|til|till|(?:tis|twas|twere|twill|twould|tain)(?:n?['\u2019]?t)?|twixt|tween|"
    "cause|course|cept|cuz|cos|coz|bout|round|neath|nother|nough|nuff|kay|sup|gainst|fore|fraid|scuse|spose|spect|"
    "ere|ello|er|im|ave|eard|alf|ouse|ospital|undred|appen|"
    "d|ll|ve|re|s|m"
)
_CUT: Final = re.compile(
    rf"(?:n(?=['\u2019]?(?![\w'\u2019]))|(?:{_CUT_WORDS})(?![\w'\u2019])|[0-9]{{2}}(?:['\u2019]?s)?(?![\w'\u2019]))",
    re.IGNORECASE,
)
# 'Night, Liv: as a whole greeting, and only where the speech has its own double mark.
_GREETING: Final = re.compile("(?:night|morning|afternoon|evening|bye)(?=[,.!?])", re.IGNORECASE)


def curl_quotes(text: str) -> str:
    """The text, of the same length, with its straight marks made curly."""
    return _ROW.sub(_curl_row, text)


def _curl_row(match: re.Match[str]) -> str:
    text, row = match.string, match[0]
    start, end = match.span()
    left = text[start - 1] if start else "\n"
    right = text[end] if end < len(text) else "\n"
    opens = _opens(left, right)
    if opens is None:
        return _curl_isolated(row, left, right)
    if row == '""' and not opens and right.isalnum() and not left.isdigit():
        return "\u201d\u201c"
    if opens:
        return _curl_opening(text, row, end)
    return _curl_closing(text, row, start, right)


def _opens(left: str, right: str) -> bool | None:
    """Whether a row between these two opens; None where both are blank."""
    if right.isspace():
        return None if left.isspace() else False
    if left.isspace() or left in _BEFORE_OPENING or left in _INVISIBLE:
        return True
    if left in _DASHES:
        return right.isalnum() or right in _AFTER_DASH
    return left == ":" and right.isalnum()


def _curl_isolated(row: str, left: str, right: str) -> str:
    if len(row) > 1:
        half = len(row) // 2
        return "".join(_curly(mark, opens=i < half) for i, mark in enumerate(row))
    if left == right or "\n" not in (left, right):
        return row
    return _curly(row, opens=left == "\n")


def _curl_opening(text: str, row: str, end: int) -> str:
    marks = [_curly(mark, opens=True) for mark in row]
    cut_off = _CUT.match(text, end) or (len(row) > 1 and _GREETING.match(text, end))
    if row[-1] == "'" and cut_off:
        marks[-1] = _APOSTROPHE
    return "".join(marks)


def _curl_closing(text: str, row: str, start: int, right: str) -> str:
    marks = [_curly(mark, opens=False) for mark in row]
    if start and text[start - 1].isdigit():
        if row == "'" and right.isdigit():
            marks[0] = "\u2032"
        elif row[0] == '"' and _FEET.search(text, max(0, start - 8), start):
            marks[0] = "\u2033"
    return "".join(marks)


def _curly(mark: str, *, opens: bool) -> str:
    if mark == '"':
        return _DOUBLE[opens]
    return _SINGLE[opens] if mark == "'" else mark
