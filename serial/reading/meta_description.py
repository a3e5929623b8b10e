"""What search engines and those who share a link show of a page."""

from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator

# A search engine shows about 160 characters; no more of the words is looked at than holds those.
DESCRIPTION_LENGTH, OPENING_LENGTH = 160, 2_000


def meta_description(html: str) -> str:
    """The first words of rendered text, as plain text."""
    opening = html[:OPENING_LENGTH].rpartition(">")[0] + ">" if html else ""
    plain = " ".join(unescape(strip_tags(opening.replace("</p>", "</p> "))).split())
    return Truncator(plain).chars(DESCRIPTION_LENGTH)
