"""Which addresses a text may lead to, and where its images may come from."""

import re
from typing import Final

_SCHEMES: Final = frozenset({"http", "https", "mailto"})
# Browsers drop tabs and line ends inside an address, and read a backslash as a slash:
# what is checked here and what is followed there would differ.
_TREACHEROUS: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\ufffe\uffff]")
# One or more segments, none empty and none that begins with a dot. An escape is let
# through for a space and for UTF-8 beyond ASCII, never for a dot, slash, backslash or percent.
_SEGMENT: Final = r"(?:[A-Za-z0-9_~@()+,=-]|%20|%[89A-Fa-f][0-9A-Fa-f])"
_FILE: Final = re.compile(rf"{_SEGMENT}(?:{_SEGMENT}|\.)*(?:/{_SEGMENT}(?:{_SEGMENT}|\.)*)*")


def safe_link_url(url: str) -> str | None:
    """The address if it is relative, http, https or mailto; None otherwise."""
    url = url.strip(" \t\n\r\f")
    if _TREACHEROUS.search(url):
        return None
    head, colon, _rest = re.split(r"[/?#]", url, maxsplit=1)[0].partition(":")
    return url if not colon or head.lower() in _SCHEMES else None


def safe_image_url(src: str, media_url: str) -> str | None:
    """The image's address if it names a file below media_url; None otherwise."""
    prefix = media_url if media_url.endswith("/") else f"{media_url}/"
    src = src.strip(" \t\n\r\f")
    return src if src.startswith(prefix) and _FILE.fullmatch(src, len(prefix)) else None
