"""Backslashes before characters that would be markup."""

import re
from enum import Enum
from functools import cache
from typing import Final


class Escape(Enum):
    """A kind of character that can be markup; its value is a pattern of them."""

    BACKSLASHES = r"\\(?=[!-/:-@\[-`{-~]|$)"
    ASTERISKS = r"\*"
    UNDERSCORES = r"_"
    BACKTICKS = r"`"
    BRACKETS = r"[\[\]]"
    ANGLES = r"<"
    ENTITIES = r"&(?=#?[a-zA-Z0-9]+;)"
    TILDES = r"~"
    # At the beginning of a line: headings, quotations, lists, containers, underlines, tables.
    LINES = r"(?!)"


ALL: Final = frozenset(Escape)
# What can be markup in a paragraph at all; most paragraphs have none of it.
_SUSPICIOUS: Final = re.compile(
    r"[\\*_`\[\]<&~|]|^[ \t]*(?:[#>+=-]|:{3}|[0-9]{1,9}[.)](?:[ \t]|$)|[^\w\s\"'\u201c\u2018]{2})",
    re.MULTILINE,
)
_NUMBER: Final = re.compile(r"^([0-9]{1,9})(?=[.)](?:[ \t]|$))", re.MULTILINE)
_LINE_MARK: Final = re.compile(r"^(?=[#>+=|-]|:{3})", re.MULTILINE)


def is_suspicious(text: str) -> bool:
    return _SUSPICIOUS.search(text) is not None


def escapes_in(text: str) -> frozenset[Escape]:
    """Returns the kinds that occur in a text."""
    return frozenset(
        kind
        for kind in Escape
        if (_has_line_mark(text) if kind is Escape.LINES else _pattern(kind).search(text))
    )


def escape(text: str, kinds: frozenset[Escape]) -> str:
    """Escapes these kinds within a line; for the beginnings of lines see escape_lines()."""
    inner = kinds - {Escape.LINES}
    return _patterns(inner).sub(r"\\\g<0>", text) if inner else text


def escape_lines(markdown: str) -> str:
    return _LINE_MARK.sub(r"\\", _NUMBER.sub(r"\1\\", markdown))


def _has_line_mark(text: str) -> bool:
    return bool(_LINE_MARK.search(text) or _NUMBER.search(text))


@cache
def _pattern(kind: Escape) -> re.Pattern[str]:
    return re.compile(kind.value, re.MULTILINE)


@cache
def _patterns(kinds: frozenset[Escape]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(kind.value for kind in kinds)), re.MULTILINE)
