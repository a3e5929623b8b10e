"""The description of a page for search engines and link previews."""

from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator

# Search engines show about 160 characters. The first 2,000 characters of HTML contain those.
DESCRIPTION_LENGTH, OPENING_LENGTH = 160, 2_000


def meta_description(html: str) -> str:
    """Returns the beginning of rendered text, as plain text of at most DESCRIPTION_LENGTH."""
    opening = html[:OPENING_LENGTH].rpartition(">")[0] + ">" if html else ""
    plain = " ".join(unescape(strip_tags(opening.replace("</p>", "</p> "))).split())
    return Truncator(plain).chars(DESCRIPTION_LENGTH)
