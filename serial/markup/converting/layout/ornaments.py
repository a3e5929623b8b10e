"""Whether a paragraph is an ornament between scenes: the renderer decides."""

import re
from functools import lru_cache
from typing import Final

from serial.markup.options import Options
from serial.markup.rendering import render

_PLAIN: Final = "***"
_MAX_LENGTH: Final = 40
# Ornaments have no letters, but for those that look like one: "xXx", "oOo".
_CANDIDATE: Final = re.compile(r"(?:\W|[xXoO_0])+")


def read_ornament(text: str) -> str | None:
    """Returns the ornament to write, or None if the text is not one."""
    if len(text) > _MAX_LENGTH or not _CANDIDATE.fullmatch(text):
        return None
    text = text.strip()
    if _is_rule(text):
        return text
    # "~~~~" is an ornament, but would begin a block of code.
    return _PLAIN if _is_rule("".join(f"\\{sign}" for sign in text)) else None


@lru_cache(maxsize=256)
def _is_rule(text: str) -> bool:
    return render(text, Options(smart_punctuation=False)).html.startswith("<hr")
