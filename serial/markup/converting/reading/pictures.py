"""Converts pictures: keeps those of this site, makes emoji text, and names all others."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from serial.markup.links import safe_image_url

# LibreOffice writes Word's lines as pictures of 624 x 2.
_MAX_LINE_HEIGHT: Final = 4
_MIN_LINE_WIDTH: Final = 100
_PIXELS: Final = re.compile(r"([0-9]{1,5})(?:\.[0-9]+)?(?:px)?")
_LETTER: Final = re.compile(r"\w")
_MAX_NAME_LENGTH: Final = 60


@dataclass(frozen=True)
class Picture:
    """url: of a picture of this site. is_text: the description is all that it shows.

    is_line: it is a line across the page. name: what to call a picture that is left out; empty if
    it shows nothing.
    """

    description: str = ""
    url: str = ""
    is_text: bool = False
    is_line: bool = False
    name: str = ""


def read_picture(attributes: dict[str, str | None], media_url: str) -> Picture:
    description = " ".join((attributes.get("alt") or "").split())
    url = safe_image_url(attributes.get("src") or "", media_url)
    if url:
        return Picture(description, url)
    if description and len(description) < 12 and not _LETTER.search(description):
        return Picture(description, is_text=True)
    width, height = _pixels(attributes, "width"), _pixels(attributes, "height")
    if height <= _MAX_LINE_HEIGHT and width >= _MIN_LINE_WIDTH:
        return Picture(is_line=True)
    if min(width, height) <= 1:
        return Picture()
    name = description or _file_name(attributes.get("src") or "") or "?"
    return Picture(name=name[:_MAX_NAME_LENGTH])


def _pixels(attributes: dict[str, str | None], name: str) -> int:
    """Returns a large number if the size is not given."""
    match = _PIXELS.fullmatch(attributes.get(name) or "")
    return int(match[1]) if match else 99_999


def _file_name(src: str) -> str:
    if src[:5].lower() == "data:":
        return ""
    try:
        path = urlsplit(src[:2_000].replace("\\", "/")).path
    except ValueError:
        return ""
    return unquote(path).rstrip("/").rpartition("/")[2]
