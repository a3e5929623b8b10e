"""Colours in OKLCH, whose lightness looks the same for every hue, as sRGB.

The matrices: https://bottosson.github.io/posts/oklab/ (Björn Ottosson, public domain).
"""

from math import cos, radians, sin
from typing import Final

# The steps of halving the chroma until a colour is one that a screen can show.
_STEPS: Final = 14


def oklch_to_hex(lightness: float, chroma: float, hue: float) -> str:
    """Returns "#rrggbb". lightness: 0 to 1; hue: degrees.

    Too strong a chroma for sRGB is lowered, which changes neither lightness nor hue.
    """
    low, high = 0.0, chroma
    if _is_in_gamut(_linear_rgb(lightness, chroma, hue)):
        low = chroma
    else:
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if _is_in_gamut(_linear_rgb(lightness, middle, hue)):
                low = middle
            else:
                high = middle
    channels = (_encode(channel) for channel in _linear_rgb(lightness, low, hue))
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)


def contrast(one: str, other: str) -> float:
    """Returns the contrast ratio of two "#rrggbb" colours, 1 to 21.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_in_gamut(channels: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in channels)


def _encode(channel: float) -> float:
    """Returns the sRGB value, 0 to 1, of a linear one."""
    channel = min(max(channel, 0.0), 1.0)
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * float(channel ** (1 / 2.4)) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = (_decode(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _decode(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
