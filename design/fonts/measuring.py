"""How wide a font sets prose. `python -m design.fonts.measuring FILE` prints it for any font."""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

# How often the characters come in 10,000 of English fiction: counted in the sample serial.
FREQUENCIES = {" ": 1880, "e": 940, "t": 710, "a": 600, "o": 557, "n": 520, "h": 470, "i": 422}
FREQUENCIES |= {"s": 410, "r": 375, "d": 360, "l": 262, "u": 194, ",": 175, ".": 180, "w": 176}
FREQUENCIES |= {"m": 151, "c": 137, "g": 133, "f": 130, "y": 129, "p": 119, "b": 100, "k": 74}
FREQUENCIES |= {"v": 66, "“": 85, "”": 85, "’": 95, "I": 75, "T": 38, "S": 30, "H": 30, "A": 18}
FREQUENCIES |= {"D": 17, "N": 17, "W": 15, "E": 14, "L": 13, "M": 11, "x": 12, "?": 14, "—": 12}


def average_advance(font: TTFont, location: dict[str, float] | None = None) -> float:
    """Returns the average width of a character in prose, as a part of the font size."""
    glyphs, characters = font.getGlyphSet(location=location), font.getBestCmap()
    total = sum(
        glyphs[characters[ord(character)]].width * count for character, count in FREQUENCIES.items()
    )
    return float(total / sum(FREQUENCIES.values()) / font["head"].unitsPerEm)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(f"{average_advance(TTFont(Path(name))):.4f} {name}\n")
