"""Whether a mark, or a row of adjacent marks, opens or closes, by the characters on either side."""

from typing import Final

# Typesetters put these between adjacent marks.
THIN_SPACES: Final = "\u200a\u2009\u202f"

_DASHES: Final = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015-")
_BEFORE_OPENING: Final = frozenset("([{<\u00ab\u2039\u201e\u201a\u00bf\u00a1/\\=+|~*_&@#")
_INVISIBLE: Final = frozenset("\u200b\u200e\u200f\u2060\u2066\u2067\u2068\ufeff")
_AFTER_DASH: Final = frozenset("\u2026([{\u00bf\u00a1$\u00a3\u20ac")
_STOPS: Final = frozenset(".,;!?\u2026")


def opens_between(left: str, right: str) -> bool | None:
    """True if a row between these characters opens; None if both are white space."""
    if right.isspace():
        return None if left.isspace() else False
    if left.isspace() or left in _BEFORE_OPENING or left in _INVISIBLE:
        return True
    if left in _DASHES:
        return right.isalnum() or right in _AFTER_DASH
    return left == ":" and right.isalnum()


def is_glued(left: str, right: str) -> bool:
    """True between a word or stop and a word, without a space: said,"Go" or "Go."She left.

    Only the marks before such a mark show whether it opens.
    """
    return right.isalnum() and (left in _STOPS or left.isalpha())
