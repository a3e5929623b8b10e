"""Characters that take part in a text without being seen."""

import re
from typing import Final

# The property Default_Ignorable_Code_Point of Unicode 15 (DerivedCoreProperties.txt), and the
# format characters of interlinear notes and hieroglyphs.
_IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Signs with a blank glyph: an empty Braille cell, a note without a head, a filler of Khitan script.
_BLANK: Final = "\u2800\U0001d159\U00016fe4"

# All of these, for a regular expression's set.
INVISIBLE_CHARACTERS: Final = _IGNORABLE + _BLANK

_IGNORABLE_CHARACTER: Final = re.compile(f"[{_IGNORABLE}]")
_VISIBLE_CHARACTER: Final = re.compile(rf"[^\s\x00-\x1f\x7f-\x9f{INVISIBLE_CHARACTERS}]")


def is_ignorable(character: str) -> bool:
    """Whether a character only changes how its neighbours look, or nothing at all."""
    return _IGNORABLE_CHARACTER.match(character) is not None


def has_visible_text(text: str) -> bool:
    """Whether anything of the text is seen: more than spaces and invisible characters."""
    return _VISIBLE_CHARACTER.search(text) is not None
