"""The ornaments that authors type between scenes."""

import re
from typing import Final

# Alone or in a row, of one kind or mixed.
_STARS: Final = (
    "#*~\u2042\u203b\u00a7\u204e\u2051\u2055\u2217\u2022\u25cb\u25cf\u25e6\u25c6\u25c7\u25ca"
    "\u25a0\u25a1\u25aa\u25ab\u25b2\u25b3\u25bc\u25bd\u2619\u2722-\u2761\u2766\u2767"
    "\uff03\uff0a\uff5e\u301c"
)
_DASHES: Final = "\u2013\u2014\u2015\u2500\u2501\u2550"
# Three stars, hearts or notes; five may be a rating, and one is an emoji.
_THREE: Final = "\u2605\u2606\u2660-\u2667\u266a\u266b\u2764\u221e"
_ROW: Final = re.compile(
    rf"[{_STARS}]+|-{{2,}}|_{{3,}}|[-{_DASHES}]{{3,}}|[{_THREE}]{{3}}|([=+/%&@^|])\1{{2,}}"
    # Three or more different signs: ~*~ -=-=- *-<>-*
    rf"|(?:<>|[-=+{_STARS}{_DASHES}]){{3,}}"
)
# Only with spaces between them: without, dots are an ellipsis and two dashes are speech.
_SPACED: Final = re.compile(rf"[{_DASHES}]{{2,}}|\u00b7{{2,}}")
_FACES: Final = {"*-*"}
# Letters between the same signs on both sides, or none: xXx, -o-, ~oOo~
_LETTERS: Final = re.compile(r"([-=~*+\u2022]*)([xX]+|[oO0]+)([-=~*+\u2022]*)")
_FIRST_CHARACTERS: Final = re.compile(rf"[\\<xXoO0_\u00b7=+/%&@^|{_STARS}{_DASHES}{_THREE}-]")


def is_ornament(line: str) -> bool:
    """Whether the line, of which a paragraph consists, separates scenes."""
    if not _FIRST_CHARACTERS.match(line):
        return False
    parts = line.replace("\\", "").split()
    signs = "".join(parts)
    if len(parts) > 1 and _SPACED.fullmatch(signs):
        return True
    if _ROW.fullmatch(signs):
        return signs not in _FACES
    letters = _LETTERS.fullmatch(signs)
    return letters is not None and _is_pattern(*letters.groups())


def _is_pattern(before: str, letters: str, after: str) -> bool:
    """False for kisses (xxx), an exclamation (Ooo), a number and emphasis (*x*)."""
    if before != after[::-1] or letters != letters[::-1]:
        return False
    if letters != letters.lower() and letters != letters.upper():
        return True
    if "0" in letters:
        return bool(letters.strip("0"))
    return len(letters) == 1 and bool(before.strip("*"))
