"""Detects the markers that begin and end an author's note: "A/N:", "End A/N" and variants."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

# Each expression is matched at one offset with bounded repeats, so no input makes it slow.
_MARKER: Final = re.compile(
    r"""
    (?P<opened>[*_\[(]{0,8})
    (?P<ends>/|end(?:ing)?[ \t\xa0]{1,4}(?:of[ \t\xa0]{1,4})?(?:the[ \t\xa0]{1,4})?)?
    (?:a/n|(?-i:AN)|author(?:['’‘`´]?s|s['’‘`´])?[ \t\xa0]{1,4}notes?)
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A hyphen counts only if a space follows: an AN-94 is a rifle.
_SEPARATOR: Final = re.compile(r"[ \t\xa0]{0,4}(?::|：|—|--|[-–](?=[\s*_\])]|$))")
_ONLY_SPACE: Final = re.compile(r"[ \t\xa0]*(?:[\r\n]|$)")
_CLOSES: Final = {"*": "*", "_": "_", "[": "]", "(": ")"}
# White space, plus invisible characters that Python does not count as white space.
_INVISIBLE: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b\u2060"


class MarkerRole(Enum):
    BEGINS = "begins"  # "A/N: text", or "A/N" alone
    CLOSES = "closes"  # "End A/N: text": the note at the end of a chapter
    ENDS = "ends"  # "End A/N" alone: ends a note before, or begins a note after


@dataclass(frozen=True)
class Marker:
    """The marker at the start of a paragraph; `text` is the rest, empty for a marker alone."""

    role: MarkerRole
    text: str


def read_marker(paragraph: str) -> Marker | None:
    """Returns the marker that the paragraph begins with, or None."""
    paragraph = strip_invisible(paragraph)
    match = _MARKER.match(paragraph)
    if match is None:
        return None
    opened, has_separator, rest = _close(match["opened"], paragraph[match.end() :])
    if not has_separator and not _ONLY_SPACE.match(rest):
        return None
    text = _unwrap(opened, rest.strip())
    if text is None:
        return None
    if not match["ends"]:
        return Marker(MarkerRole.BEGINS, text)
    return Marker(MarkerRole.CLOSES if has_separator or text else MarkerRole.ENDS, text)


def strip_invisible(text: str) -> str:
    """Returns the text without invisible characters at its ends."""
    return text.strip(_INVISIBLE)


def _close(opened: str, rest: str) -> tuple[str, bool, str]:
    """Consumes the separator and the marks that close those opened before the marker.

    Returns the marks still open, whether there was a separator, and the rest of the text.
    """
    has_separator = False
    while True:
        separator = None if has_separator else _SEPARATOR.match(rest)
        if separator:
            has_separator, rest = True, rest[separator.end() :]
        elif opened and rest.startswith(_CLOSES[opened[-1]]):
            opened, rest = opened[:-1], rest[1:]
        else:
            return opened, has_separator, rest


def _unwrap(opened: str, text: str) -> str | None:
    """Removes brackets around marker and note; keeps the emphasis around both.

    Returns None if brackets or emphasis do not enclose the whole note: "(A/N: no.) He left."
    """
    if not opened:
        return text
    emphasis = opened.translate(dict.fromkeys(map(ord, "[(")))
    if emphasis == opened:
        return opened + text if text else None
    closing = "".join(_CLOSES[mark] for mark in reversed(opened))
    if not text.endswith(closing):
        return None
    text = text.removesuffix(closing).strip()
    if _opens_again(opened, text):
        return None
    return emphasis + text + emphasis[::-1] if text else ""


def _opens_again(opened: str, text: str) -> bool:
    """Whether the marker's kind of bracket closes and opens again within the text."""
    bracket = next(mark for mark in opened if mark in "[(")
    closed = text.find(_CLOSES[bracket])
    return closed != -1 and text.find(bracket, closed) != -1 and text.find(bracket) > closed
