"""The description of a page for search engines and link previews."""

from typing import Final

from serial.markup.excerpts import excerpt

# Search engines show about 160 characters.
DESCRIPTION_LENGTH: Final = 160


def meta_description(html: str) -> str:
    """Returns the beginning of rendered text, as plain text of at most DESCRIPTION_LENGTH."""
    return excerpt(html, DESCRIPTION_LENGTH)
