"""The words with which authors begin and end a note of their own: "A/N:", "End A/N" and kin."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

# Each expression is matched at one place and has bounds: no text makes it slow.
_MARKER: Final = re.compile(
    r"""
    (?P<opened>[*_\[(]{0,8})
    (?P<ends>/|end(?:ing)?[ \t\xa0]{1,4}(?:of[ \t\xa0]{1,4})?(?:the[ \t\xa0]{1,4})?)?
    (?:a/n|(?-i:AN)|author(?:['’‘`´]?s|s['’‘`´])?[ \t\xa0]{1,4}notes?)
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A hyphen counts with a space after it only: an AN-94 is a rifle.
_SEPARATOR: Final = re.compile(r"[ \t\xa0]{0,4}(?::|：|—|--|[-–](?=[\s*_\])]|$))")
_ONLY_SPACE: Final = re.compile(r"[ \t\xa0]*(?:[\r\n]|$)")
_CLOSES: Final = {"*": "*", "_": "_", "[": "]", "(": ")"}
# White space, and what is none to Python but shows as nothing all the same.
_UNSEEN: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b\u2060"


class MarkerRole(Enum):
    BEGINS = "begins"  # "A/N: text", or "A/N" alone
    CLOSES = "closes"  # "End A/N: text": the note at a chapter's end
    ENDS = "ends"  # "End A/N", with nothing after it: a note before ends here, or one begins


@dataclass(frozen=True)
class Marker:
    """What a paragraph begins with; `text` is the rest of it, empty for a marker alone."""

    role: MarkerRole
    text: str


def read_marker(paragraph: str) -> Marker | None:
    """The marker that a paragraph begins with, if it does."""
    paragraph = strip_invisible(paragraph)
    found = _MARKER.match(paragraph)
    if found is None:
        return None
    opened, separated, rest = _close(found["opened"], paragraph[found.end() :])
    if not separated and not _ONLY_SPACE.match(rest):
        return None
    text = _unwrap(opened, rest.strip())
    if text is None:
        return None
    if not found["ends"]:
        return Marker(MarkerRole.BEGINS, text)
    return Marker(MarkerRole.CLOSES if separated or text else MarkerRole.ENDS, text)


def strip_invisible(text: str) -> str:
    """The text without anything at its ends that does not show."""
    return text.strip(_UNSEEN)


def _close(opened: str, rest: str) -> tuple[str, bool, str]:
    """Takes the separator, and the marks that close what was opened before the marker."""
    separated = False
    while True:
        found = None if separated else _SEPARATOR.match(rest)
        if found:
            separated, rest = True, rest[found.end() :]
        elif opened and rest.startswith(_CLOSES[opened[-1]]):
            opened, rest = opened[:-1], rest[1:]
        else:
            return opened, separated, rest


def _unwrap(opened: str, text: str) -> str | None:
    """The text without the brackets around note and marker; what made both bold stays.

    None where the brackets or the bold are not the whole note's: "(A/N: no.) He left."
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
    """Whether a bracket of the marker's kind closes and opens again in the text."""
    bracket = next(mark for mark in opened if mark in "[(")
    closed = text.find(_CLOSES[bracket])
    return closed != -1 and text.find(bracket, closed) != -1 and text.find(bracket) > closed
