"""The description of a page for search engines, link previews and feeds."""

from typing import Final

from serial.markup.excerpts import excerpt
from serial.markup.running_text import running_text

# Search engines show about 160 characters.
DESCRIPTION_LENGTH: Final = 160
# The first 2,000 characters of HTML contain those, unless the text begins with folded text.
OPENING_LENGTH: Final = 2_000


def meta_description(html: str) -> str:
    """Returns the beginning of rendered text, as plain text of at most DESCRIPTION_LENGTH."""
    return excerpt(html, DESCRIPTION_LENGTH)


def is_enough(opening: str) -> bool:
    """Whether the first OPENING_LENGTH characters of a text are enough for its description."""
    if len(opening) < OPENING_LENGTH:
        return True
    enough = 2 * DESCRIPTION_LENGTH
    return len(running_text(opening, enough)) > DESCRIPTION_LENGTH
