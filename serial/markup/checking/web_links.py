"""Links to other sites whose "https://" is missing: browsers look for them on this site."""

import re
from collections.abc import Iterator
from typing import Final

from serial.markup.checking.slip import Edit, Slip, SlipKind

# Common endings of host names. Of other names with a dot, some are files.
_ENDINGS: Final = "com|org|net|io|co|uk|de|fr|me|tv|gg"
_LABEL: Final = r"[\w-]{1,63}"
_HOST: Final = rf"www(?:\.{_LABEL}){{1,9}}|(?:{_LABEL}\.){{1,9}}(?:{_ENDINGS})"
# The length is limited so that the time does not grow with the square of a line's.
_LINK: Final = re.compile(rf"\]\((?P<url>(?:{_HOST})(?:[/?#][^()\s]{{0,500}})?)\)")


def find_web_links(source: str) -> Iterator[Slip]:
    for match in _LINK.finditer(source):
        start = match.start("url")
        yield Slip(SlipKind.WEB_LINK, start, match.end("url"), (Edit(start, start, "https://"),))
