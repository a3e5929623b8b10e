"""Which URLs a text may link to, and which it may load images from."""

import re
from typing import Final

_SCHEMES: Final = frozenset({"http", "https", "mailto"})
# Browsers remove tabs and line ends from a URL and read a backslash as a slash, so they would open
# another URL than the one that is checked here.
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\ufffe\uffff]")
# One or more path segments; none is empty or begins with a dot. Percent-encoding is allowed for a
# space and for UTF-8 beyond ASCII, never for a dot, slash, backslash or percent sign.
_SEGMENT: Final = r"(?:[A-Za-z0-9_~@()+,=-]|%20|%[89A-Fa-f][0-9A-Fa-f])"
_FILE_PATH: Final = re.compile(rf"{_SEGMENT}(?:{_SEGMENT}|\.)*(?:/{_SEGMENT}(?:{_SEGMENT}|\.)*)*")


def safe_link_url(url: str) -> str | None:
    """Returns the URL if it is relative, http, https or mailto; None otherwise."""
    url = url.strip(" \t\n\r\f")
    if _UNSAFE.search(url):
        return None
    scheme, colon, _rest = re.split(r"[/?#]", url, maxsplit=1)[0].partition(":")
    return url if not colon or scheme.lower() in _SCHEMES else None


def safe_image_url(src: str, media_url: str) -> str | None:
    """Returns the image's URL if it names a file below media_url; None otherwise."""
    prefix = media_url if media_url.endswith("/") else f"{media_url}/"
    src = src.strip(" \t\n\r\f")
    return src if src.startswith(prefix) and _FILE_PATH.fullmatch(src, len(prefix)) else None
