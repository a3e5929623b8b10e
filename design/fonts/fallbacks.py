"""Fonts that readers have, scaled so that they set as wide and as high as Literata.

A page that begins with a fallback then has the lines, almost, that it would have with Literata.
"""

from dataclasses import dataclass

from fontTools.ttLib import TTFont

from design.fonts.faces import OPTICAL_SIZE, literata_sources
from design.fonts.measuring import average_advance
from design.fonts.subsetting import open_font


@dataclass(frozen=True)
class Fallback:
    """A font and those with the same widths. Each style's average advance is by measuring.py."""

    name: str
    families: tuple[str, ...]
    normal: float
    italic: float
    bold: float


# In the order of preference. Georgia is on Windows, macOS and iOS, Noto Serif on Android and
# ChromeOS, DejaVu Serif and Liberation Serif on Linux. Noto Serif 2.013 and DejaVu Serif 2.37 were
# measured themselves; for the two that cannot be installed, the fonts made to have their widths:
# Gelasio 1.008 for Georgia, Liberation Serif 1.07 for Times New Roman. @capsizecss/metrics 4.3.0,
# which measured Georgia and Times New Roman, has the same widths for both pairs.
FALLBACKS = (
    Fallback("Georgia", ("Georgia",), 0.4327, 0.4397, 0.5033),
    Fallback("Noto Serif", ("Noto Serif",), 0.4683, 0.4558, 0.4974),
    Fallback("DejaVu Serif", ("DejaVu Serif",), 0.5053, 0.5053, 0.5574),
    Fallback("Times New Roman", ("Times New Roman", "Liberation Serif"), 0.3979, 0.4002, 0.4230),
)
# The name of a style, its CSS, and the names that systems add to the family's for it.
STYLES = (
    ("normal", "normal", "400 500", ("", " Regular")),
    ("italic", "italic", "400 600", (" Italic",)),
    ("bold", "normal", "600 900", (" Bold",)),
)


@dataclass(frozen=True)
class FallbackFace:
    family: str
    local_names: tuple[str, ...]
    style: str
    weight: str
    # The factors for size-adjust, ascent-override and descent-override.
    size: float
    ascent: float
    descent: float


def fallback_family(fallback: Fallback) -> str:
    return f"{fallback.name} as Literata"


def fallback_faces() -> list[FallbackFace]:
    fonts = {style: open_font(file) for style, file in literata_sources().items()}
    advances = {
        "normal": _advance(fonts["normal"], 400),
        "italic": _advance(fonts["italic"], 400),
        "bold": _advance(fonts["normal"], 600),
    }
    return [
        _face(fallback, style, advances[style[0]], fonts["normal"])
        for fallback in FALLBACKS
        for style in STYLES
    ]


def _advance(font: TTFont, weight: float) -> float:
    return average_advance(font, {"opsz": OPTICAL_SIZE, "wght": weight})


def _face(
    fallback: Fallback,
    style: tuple[str, str, str, tuple[str, ...]],
    advance: float,
    literata: TTFont,
) -> FallbackFace:
    name, css_style, weight, suffixes = style
    size = advance / getattr(fallback, name)
    units = literata["head"].unitsPerEm * size
    return FallbackFace(
        family=fallback_family(fallback),
        local_names=tuple(
            f"{family}{suffix}" for family in fallback.families for suffix in suffixes
        ),
        style=css_style,
        weight=weight,
        size=size,
        ascent=literata["hhea"].ascent / units,
        descent=-literata["hhea"].descent / units,
    )
