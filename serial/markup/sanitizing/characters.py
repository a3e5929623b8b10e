"""Cleans the characters of text before it is stored: line breaks and control characters."""

import re
from typing import Final

# Vertical tab (Word's Shift+Enter), form feed (a page break), next line and line separator.
_BREAKS: Final = "\x0b\x0c\x85\u2028"
_LINE_BREAK: Final = re.compile(f"\r\n|[\r{_BREAKS}]")
_PARAGRAPH_SEPARATOR: Final = "\u2029"
# Characters that the Char production of XML 1.0 does not allow, such as lone surrogates, and the
# C1 control characters, which it discourages.
# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINES: Final = re.compile(r" *\n[ \n]*")


def clean_source(text: str) -> str:
    """Makes every line break "\\n"; removes control characters and the byte order mark."""
    # Much faster than the patterns: most texts have only letters, signs and the ends of lines.
    if text.replace("\n", "").isprintable():
        return text
    text = _LINE_BREAK.sub("\n", text).replace(_PARAGRAPH_SEPARATOR, "\n\n")
    return clean_characters(text).lstrip("\ufeff")


def clean_line(text: str) -> str:
    """Returns the text on one line, for titles and names: a space for every line break."""
    return _LINES.sub(" ", clean_source(text))


def clean_characters(html: str) -> str:
    """Removes the characters that HTML cannot show; those that break a line become "\\n"."""
    return _FORBIDDEN.sub(_line_end_or_nothing, html)


def _line_end_or_nothing(match: re.Match[str]) -> str:
    return "\n" if match[0] in _BREAKS else ""
