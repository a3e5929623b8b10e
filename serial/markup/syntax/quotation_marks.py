"""Makes straight quotation marks and apostrophes curly, by the characters on either side.

Marks are never paired or counted: a speech that breaks off with a dash may have no closing mark,
and every paragraph of a long speech begins with an opening mark. A row of adjacent marks is
decided as a whole, by the characters around the row.

Rules, where the context is ambiguous:
- After a dash, a mark opens before a letter, digit or ellipsis, and closes otherwise.
- A double mark between a word or full stop and a word, without a space ('said."She'), closes.
- One mark between two spaces, or alone on its line, stays straight; of two or more, the first half
  opens and the second half closes.
- Primes are used only between digits (5'10) and after such a pair (5'10"). After any other number
  a mark closes or is an apostrophe: "Room 10" is more common in fiction than a 10" pipe.
- A known word without its first letters ('em, 'til, '80s) has an apostrophe, unless a single
  quotation mark follows it directly: then it is quoted ('cause').
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

# Words that are written without their first letters. Words that begin a quotation more often
# ('is, 'as, 'at) are left out.
_CLIPPED_WORDS: Final = (
    "em|til|till|(?:tis|twas|twere|twill|twould|tain)(?:n?['\u2019]?t)?|twixt|tween|"
    "cause|course|cept|cuz|cos|coz|bout|round|neath|nother|nough|nuff|kay|sup|gainst|fore|fraid|scuse|spose|spect|"
    "ere|ello|er|im|ave|eard|alf|ouse|ospital|undred|appen|"
    "d|ll|ve|re|s|m"
)
_CLIPPED: Final = re.compile(
    rf"(?:n(?=['\u2019]?(?![\w'\u2019]))|(?:{_CLIPPED_WORDS})(?![\w'\u2019])|[0-9]{{2}}(?:['\u2019]?s)?(?![\w'\u2019]))",
    re.IGNORECASE,
)
# 'Night, Liv: only as a whole greeting, in a speech that has double marks.
_GREETING: Final = re.compile("(?:night|morning|afternoon|evening|bye)(?=[,.!?])", re.IGNORECASE)


def curl_quotes(text: str) -> str:
    """Returns the text, of the same length, with curly marks."""
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
    """True if a row between these characters opens; None if both are white space."""
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
    is_clipped = _CLIPPED.match(text, end) or (len(row) > 1 and _GREETING.match(text, end))
    if row[-1] == "'" and is_clipped:
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
