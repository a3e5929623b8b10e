"""Makes the font files of a face: fewer axes, then a WOFF2 file for each script."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from design.fonts.scripts import code_points

# Kerning, ligatures, accents and forms of languages; old-style, lining, tabular and proportional
# figures. What no style sheet asks for is left out: fractions and raised figures would add 5 KB to
# the 51 of English pages, small capitals 20 KB.
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "rvrn"]
FEATURES += ["onum", "lnum", "pnum", "tnum"]
# Copyright, the font's names, its version, and its licence.
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]
Axes = dict[str, float | tuple[float, float, float]]


def make_files(font: TTFont, scripts: Mapping[str, str]) -> dict[str, bytes]:
    """Returns a WOFF2 file for each of the scripts that the font has."""
    whole = _to_bytes(font)
    files = {script: _subset(whole, ranges) for script, ranges in scripts.items()}
    return {script: file for script, file in files.items() if file is not None}


def limit_axes(font: TTFont, axes: Axes) -> TTFont:
    return instancer.instantiateVariableFont(font, axes)


def open_font(file: Path) -> TTFont:
    # Otherwise the time of the run would be stored, and every run would give other files.
    return TTFont(file, recalcTimestamp=False)


def _subset(whole: bytes, ranges: str) -> bytes | None:
    font = TTFont(BytesIO(whole), recalcTimestamp=False)
    characters = code_points(ranges) & font.getBestCmap().keys()
    if not any(chr(character).isalpha() for character in characters):
        return None
    subsetter = subset.Subsetter(_options())
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    return _to_bytes(font)


def _options() -> subset.Options:
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = NAMES
    options.notdef_outline = True
    # Instructions are for small sizes on old Windows; today's systems ignore most of them.
    options.hinting = False
    return options


def _to_bytes(font: TTFont) -> bytes:
    file = BytesIO()
    font.save(file)
    return file.getvalue()
