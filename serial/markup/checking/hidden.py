"""Markup that the page will not show, with its places in the source."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from serial.markup.checking.hidden_markup import HiddenMarkup, find_hidden_markup
from serial.markup.checking.paragraphs import line_starts
from serial.markup.checking.slip import Edit, Slip, SlipKind
from serial.markup.elements import HIDDEN
from serial.markup.options import Options
from serial.markup.tags import COMMENT

# The lengths are limited so that the time does not grow with the square of a line's.
_PATTERNS: Final = {
    SlipKind.LANGUAGE: re.compile(r"(?:`{3,}|~{3,}).*"),
    SlipKind.LINK: re.compile(r"\]\((?!https?:|mailto:|[/#?.])[^()\n]{0,500}\)?"),
    SlipKind.FOOTNOTE: re.compile(r"\[\^[^\]\n]{1,500}\]:"),
}
_LANGUAGE_NAME: Final = re.compile(r"(?:`{3,}|~{3,})([ \t]*[^\s`~]+[ \t]*)")
_AFTER_PICTURE: Final = r"(?:\([^()\n]{0,500}\)|\[[^\]\n]{0,500}\])?"
# Tokens within a paragraph do not count the line ends in code and URLs before them.
_MAX_DISTANCE: Final = 2_000
_EMPTY_FOOTNOTE: Final = re.compile(r"^[ \t>*+-]*(\[\^[^\]\n]{1,500}\]:)[ \t]*$", re.MULTILINE)


def find_hidden(source: str, options: Options) -> Iterator[Slip]:
    found = find_hidden_markup(source, options)
    if not found:
        return
    starts = line_starts(source)
    searched: dict[int, int] = defaultdict(int)
    for hidden in found:
        line_start = starts[min(max(hidden.line, 1), len(starts)) - 1]
        line_end = source.find("\n", line_start)
        line_end = len(source) if line_end < 0 or not hidden.line else line_end
        start = max(line_start, searched[hidden.line])
        found_at = _find(hidden, source, start, line_end)
        start, end = found_at or (line_start, line_end)
        searched[hidden.line] = end
        end = _end_of_content(hidden, source, end)
        yield Slip(hidden.kind, start, end, tuple(_fix(hidden.kind, source, start, end)))


def _fix(kind: SlipKind, source: str, start: int, end: int) -> Iterator[Edit]:
    """Yields what deletes the name of a language. Several words are perhaps the author's text."""
    match = _LANGUAGE_NAME.fullmatch(source, start, end) if kind is SlipKind.LANGUAGE else None
    if match:
        yield Edit(match.start(1), match.end(1), "")


def _find(hidden: HiddenMarkup, source: str, start: int, line_end: int) -> tuple[int, int] | None:
    for pattern in _patterns(hidden):
        for end in (line_end, line_end + _MAX_DISTANCE):
            match = pattern.search(source, start, end)
            if match:
                return match.span(pattern.groups)
    return None


def _patterns(hidden: HiddenMarkup) -> Iterator[re.Pattern[str]]:
    """Yields what to look for, the most exact first."""
    if hidden.kind is SlipKind.FOOTNOTE and not hidden.line:
        yield _EMPTY_FOOTNOTE
    elif hidden.kind in _PATTERNS:
        yield _PATTERNS[hidden.kind]
    elif hidden.name:
        yield re.compile(re.escape(hidden.typed))
        # In a quotation or list, the source has marks in each line of the tag.
        yield re.compile(rf"<{re.escape(hidden.name)}[^>]*>?", re.IGNORECASE)
    else:
        yield re.compile(re.escape(hidden.typed) + _AFTER_PICTURE)


def _end_of_content(hidden: HiddenMarkup, source: str, end: int) -> int:
    """Comments, scripts and style sheets are not shown to their end."""
    if hidden.kind is not SlipKind.TAG or hidden.name not in (COMMENT, *HIDDEN):
        return end
    closing = "-->" if hidden.name == COMMENT else rf"</{hidden.name}[^>]*>"
    found = re.compile(closing, re.IGNORECASE).search(source, end - len("-->"))
    return found.end() if found else end
