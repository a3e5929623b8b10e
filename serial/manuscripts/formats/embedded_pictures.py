"""Pictures that are written into an HTML or Markdown file as data: URLs."""

import re
from typing import Final

# What a picture is called where its data were: the part of the file that they are.
EMBEDDED: Final = "embedded:"
_DATA_URL: Final = re.compile(
    rb"(?<=[\"'<(])\s*data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]{16,})(?=[\"'>)])",
    re.IGNORECASE,
)


def name_embedded_pictures(data: bytes) -> bytes:
    """Replaces the data of each picture by the location (picture_files.py) of its digits."""

    def location(match: re.Match[bytes]) -> bytes:
        start, end = match.span(2)
        suffix = match[1].decode("ascii").lower().replace("jpeg", "jpg")
        return f"{EMBEDDED}base64:{start}-{end}.{suffix}".encode("ascii")

    return _DATA_URL.sub(location, data)
