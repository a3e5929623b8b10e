"""Words on a cover can be read in every colour."""

import pytest

from serial.covers.choices import Tone
from serial.covers.colours import contrast, oklch_to_hex
from serial.covers.palettes import make_palette
from serial.covers.seeds import Seed


@pytest.mark.parametrize("tone", Tone)
def test_ink_on_ground_is_over_seven_to_one_for_every_hue(tone: Tone) -> None:
    for hue in range(360):
        palette = make_palette(tone, hue, Seed("1"))
        assert contrast(palette.ink, palette.ground) > 7, (hue, palette)


@pytest.mark.parametrize("tone", Tone)
def test_every_hue_gives_another_ground(tone: Tone) -> None:
    grounds = {make_palette(tone, hue, Seed("1")).ground for hue in range(0, 360, 10)}
    assert len(grounds) == 36


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("hue", range(0, 360, 30))
def test_accent_stands_out_from_the_ornament(tone: Tone, hue: int) -> None:
    for seed in "123456":
        palette = make_palette(tone, hue, Seed(seed))
        assert contrast(palette.accent, palette.shade) > 2


def test_known_colours() -> None:
    # Values of the CSS Color 4 specification's samples for white, black and a mid grey.
    assert oklch_to_hex(1, 0, 0) == "#ffffff"
    assert oklch_to_hex(0, 0, 0) == "#000000"
    assert oklch_to_hex(0.628, 0.2577, 29.23) == "#ff0000"
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
