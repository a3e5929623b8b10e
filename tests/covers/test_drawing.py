"""Every combination of choices draws a cover; thumbs and previews are of the same drawing."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops
from pytest_django import Settings

from serial.covers.choices import Layout, Ornament, Tone
from serial.covers.design import CoverRequest, design_cover
from serial.covers.drawing import (
    draw_portrait_png,
    draw_preview_png,
    draw_svg,
    draw_thumb_svg,
)
from serial.covers.palettes import make_palette
from serial.covers.seeds import Seed
from tests.covers.conftest import forget_faces
from tests.covers.fonts import make_font
from tests.covers.reading_svg import colours, glyph_count, render

COVER = CoverRequest("The Paper Orchard", "Mo Reed", "7")


@pytest.mark.parametrize("ornament", Ornament)
def test_every_choice_draws_a_picture_with_all_its_colours(ornament: Ornament) -> None:
    for tone in Tone:
        for layout in Layout:
            request = CoverRequest(
                "The Paper Orchard", "Mo Reed", "7", "en", 210, tone, ornament, layout
            )
            svg = draw_svg(request)
            ElementTree.fromstring(svg)  # noqa: S314 - our own
            palette = make_palette(tone, 210, Seed("7"))
            for colour in (palette.ground, palette.ink, palette.shade, palette.accent):
                assert colour in svg, (tone, layout)


@pytest.mark.extended
def test_low_strips_are_drawn_too() -> None:
    """A long title leaves an ornament 60 pixels."""
    for ornament in Ornament:
        request = CoverRequest("W" * 300, "W" * 90, "1", ornament=ornament, layout=Layout.BELOW)
        strip = render(draw_svg(request)).crop((0, 0, 400, 40))
        assert len(colours(strip)) > 1, ornament


def test_thumb_has_the_ground_and_no_words() -> None:
    thumb = draw_thumb_svg(COVER)
    assert glyph_count(thumb) == 0
    assert 'width="80" height="120"' in thumb
    picture = render(thumb, 80)
    assert picture.size == (80, 120)
    assert f'fill="{design_cover(COVER).palette.ground}"' in thumb


@pytest.mark.extended
def test_sizes_of_the_pictures() -> None:
    assert Image.open(BytesIO(draw_preview_png(COVER))).size == (1200, 630)
    assert Image.open(BytesIO(draw_portrait_png(COVER))).size == (1600, 2400)


@pytest.mark.extended
@pytest.mark.parametrize(("title", "side"), [("Sea", "left"), ("ספר", "right")])
def test_words_of_a_preview_begin_where_they_are_read_from(
    title: str, side: str, settings: Settings, tmp_path: Path
) -> None:
    make_font(tmp_path / "Some.ttf", "ספר")
    settings.COVER_FONTS = [str(tmp_path)]
    forget_faces()
    with_title, without = (
        Image.open(BytesIO(draw_preview_png(CoverRequest(text, "", "7")))).convert("RGB")
        for text in (title, "")
    )
    left, right = ((0, 0, 500, 630), (700, 0, 1200, 630))
    box = left if side == "left" else right
    assert ImageChops.difference(with_title.crop(box), without.crop(box)).getbbox()
    ink = design_cover(CoverRequest(title, "", "7")).palette.ink
    assert ink in colours(with_title.crop(box))


def test_yellow_is_light_unless_its_author_wants_it_dark() -> None:
    for seed in "123456":
        yellow = design_cover(CoverRequest("A", "", seed, hue=100))
        assert yellow.palette == make_palette(Tone.PALE, 100, Seed(seed))
    dark = design_cover(CoverRequest("A", "", "1", hue=100, tone=Tone.DEEP))
    assert dark.palette == make_palette(Tone.DEEP, 100, Seed("1"))


def test_covers_of_many_stories_differ() -> None:
    designs = [design_cover(CoverRequest("A", "", str(seed))) for seed in range(300)]
    assert {design.ornament for design in designs} == set(Ornament)
    assert {design.layout for design in designs} == set(Layout)
    assert len({design.palette.ground for design in designs}) > 200
