"""The limits above which a text is not parsed as Markdown, and how it is rendered instead."""

import re
from html import escape
from typing import Final

# Ten times a long chapter. Markdown tokens need about fifty times the memory of the text.
MAX_SOURCE_LENGTH: Final = 1_000_000


_SPACE_AROUND_LINE: Final = re.compile(r"[ \t]*+\n[ \t]*+")
_BLANK_LINES: Final = re.compile(r"\n{2,}")


class TooMuchMarkup(Exception):
    """The text is too long, or has too much formatting for its length (syntax/work_limit.py)."""


def plain_paragraphs(source: str) -> str:
    """Returns HTML with paragraphs and line breaks only; all other markup stays as text."""
    source = _SPACE_AROUND_LINE.sub("\n", escape(source.strip(), quote=False))
    paragraphs = _BLANK_LINES.split(source)
    return "\n".join(f"<p>{p.replace(chr(10), '<br />' + chr(10))}</p>" for p in paragraphs)
