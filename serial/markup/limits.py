"""What is not worth parsing as Markdown."""

import re
from html import escape
from typing import Final

# Ten times a long chapter. Markdown's tokens need some fifty times the text's memory.
MAX_SOURCE_LENGTH: Final = 1_000_000


def is_beyond_limits(source: str) -> bool:
    return len(source) > MAX_SOURCE_LENGTH


def plain_paragraphs(source: str) -> str:
    """The text with nothing but its paragraphs and line ends: no word is lost."""
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", escape(source.strip(), quote=False))
    return "\n".join(f"<p>{p.replace(chr(10), '<br />' + chr(10))}</p>" for p in paragraphs)
