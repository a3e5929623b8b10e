"""What the elements of WordPress's export say."""

import re
from typing import Final
from xml.etree.ElementTree import Element

# What says that the text has paragraphs already.
_BLOCK: Final = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|figure|table|hr)\b|<!-- wp:")
_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n\s*")
_LINE_END: Final = re.compile(r"\s*\n")


def text_of(element: Element, name: str) -> str:
    """Returns the text of the first child with this name."""
    return (element.findtext(name) or "").strip()


def with_paragraphs(text: str) -> str:
    """Makes paragraphs of what the classic editor saved as lines, as WordPress does."""
    text = text.replace("\r\n", "\n").strip()
    if _BLOCK.search(text) or not text:
        return text
    parts = _BLANK_LINES.split(text)
    return "\n".join(f"<p>{_LINE_END.sub('<br>', part)}</p>" for part in parts)
