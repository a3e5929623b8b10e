from dataclasses import dataclass
from typing import Final, NamedTuple

from serial.covers.choices import Tone
from serial.covers.colours import oklch_to_hex
from serial.covers.seeds import Seed


@dataclass(frozen=True)
class Palette:
    """The colours of a cover, as "#rrggbb".

    The ornament is drawn with shade and accent; soft is between ground and shade.
    """

    ground: str
    soft: str
    shade: str
    ink: str
    accent: str


class _Tint(NamedTuple):
    lightness: float
    chroma: float


class _ToneColours(NamedTuple):
    ground: _Tint
    soft: _Tint
    shade: _Tint
    ink: _Tint
    accent: _Tint
    # One of them is the accent.
    accent_hues: tuple[int, ...]


# The lightness alone decides the contrast: ink on ground is over 7:1 for every hue.
_TONES: Final = {
    Tone.DEEP: _ToneColours(
        ground=_Tint(0.275, 0.055),
        soft=_Tint(0.335, 0.068),
        shade=_Tint(0.4, 0.08),
        ink=_Tint(0.97, 0.014),
        accent=_Tint(0.835, 0.125),
        accent_hues=(52, 78, 28),
    ),
    Tone.RICH: _ToneColours(
        ground=_Tint(0.42, 0.105),
        soft=_Tint(0.37, 0.092),
        shade=_Tint(0.32, 0.08),
        ink=_Tint(0.975, 0.014),
        accent=_Tint(0.85, 0.125),
        accent_hues=(60, 84, 30),
    ),
    Tone.PALE: _ToneColours(
        ground=_Tint(0.915, 0.034),
        soft=_Tint(0.86, 0.052),
        shade=_Tint(0.8, 0.07),
        ink=_Tint(0.255, 0.035),
        accent=_Tint(0.56, 0.15),
        accent_hues=(32, 198, 55, 350, 262),
    ),
}
# Degrees between accent and ground. On dark ground the lightness is difference enough.
_LEAST_DISTANCE: Final = 38


def make_palette(tone: Tone, hue: int, seed: Seed) -> Palette:
    colours = _TONES[tone]
    hues = [
        other
        for other in colours.accent_hues
        if tone != Tone.PALE or _distance(other, hue) >= _LEAST_DISTANCE
    ]
    # The first is the most likely one, so that covers in a list look like one series.
    accent_hue = seed.choice("accent", [hues[0], *hues])
    return Palette(
        ground=oklch_to_hex(*colours.ground, hue),
        soft=oklch_to_hex(*colours.soft, hue),
        shade=oklch_to_hex(*colours.shade, hue),
        ink=oklch_to_hex(*colours.ink, hue),
        accent=oklch_to_hex(*colours.accent, accent_hue),
    )


def _distance(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)
