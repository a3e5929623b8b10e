"""Titles in scripts that need a font of the operator's, with it and without."""

import re
from pathlib import Path

import pytest
from pytest_django import Settings

from serial.covers.choices import Layout
from serial.covers.design import CoverRequest
from serial.covers.drawing import draw_svg
from serial.covers.typesetting.directions import embedding_levels, visual_order
from tests.covers.conftest import forget_faces
from tests.covers.fonts import make_font
from tests.covers.reading_svg import glyph_count, words_box

HEBREW = "ספר"
JAPANESE = "夜の海"


def cover(title: str, credit: str = "") -> str:
    return draw_svg(CoverRequest(title, credit, "1", layout=Layout.ABOVE))


def outlines(svg: str) -> list[str]:
    return re.findall(r'<path id="\w+" d="(.*?)"', svg)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.COVER_FONTS = [str(tmp_path)]
    forget_faces()
    return tmp_path


@pytest.mark.parametrize("title", [JAPANESE, HEBREW, "हिन्दी", "🌙", "\ue000", "\u200d", "", " "])
def test_cover_without_a_font_for_the_title_has_its_ornament_only(title: str) -> None:
    svg = cover(title)
    assert glyph_count(svg) == 0
    # The ornament has the whole cover.
    assert '<svg x="0" y="0" width="400" height="600">' in svg


def test_what_can_be_set_is_set() -> None:
    assert cover("Night 🌙 Bus") == cover("Night Bus")
    assert cover(f"{JAPANESE} 2: Tide") == cover("2: Tide")
    assert glyph_count(cover(HEBREW, "Noa")) == 3


def test_title_is_set_in_the_font_of_the_operator(folder: Path) -> None:
    make_font(folder / "Some-Regular.ttf", HEBREW)
    forget_faces()
    assert glyph_count(cover(HEBREW)) == 3


@pytest.mark.extended
def test_title_from_right_to_left_stands_at_the_right(folder: Path) -> None:
    make_font(folder / "Some-Regular.ttf", HEBREW)
    forget_faces()
    hebrew = words_box(CoverRequest(HEBREW, "", "1", layout=Layout.ABOVE))
    latin = words_box(CoverRequest("Sea", "", "1", layout=Layout.ABOVE))
    assert hebrew and latin
    assert hebrew[2] > 350 and hebrew[0] > 40
    assert latin[0] < 50 and latin[2] < 300


def test_regular_serif_is_chosen_before_other_fonts(folder: Path) -> None:
    make_font(folder / "NotoSerifHebrew-Regular.ttf", HEBREW)
    forget_faces()
    alone = cover(HEBREW)
    for name in ("ASans-Regular", "ASerif-Italic", "ASerif-Bold", "ASerif-Light", "AMono"):
        make_font(folder / f"{name}.ttf", HEBREW, height=500)
    forget_faces()
    assert outlines(cover(HEBREW)) == outlines(alone)


def test_damaged_fonts_and_missing_folders_are_ignored(folder: Path, settings: Settings) -> None:
    settings.COVER_FONTS = [str(folder), str(folder / "missing"), str(folder / "missing.ttf")]
    (folder / "Damaged.ttf").write_bytes(b"\x00\x01\x00\x00 not a font")
    (folder / "Empty.otf").write_bytes(b"")
    make_font(folder / "Some.ttf", HEBREW)
    forget_faces()
    assert glyph_count(cover(HEBREW)) == 3


@pytest.mark.parametrize(
    ("text", "right_to_left", "seen"),
    [
        ("abc", False, "abc"),
        ("אבג", True, "גבא"),
        ("אב 12 גד", True, "דג 12 בא"),
        ("אב cd", True, "cd בא"),
        ("cd אב", False, "cd בא"),
        ("אב 1,200.50% גד", True, "דג 1,200.50% בא"),
        ("a (אב) b", False, "a (בא) b"),
        ("אב!", True, "!בא"),
        ("قصة ٢٣", True, "٢٣ ةصق"),
        ("قصة 23", True, "23 ةصق"),
    ],
)
def test_order_of_mixed_scripts(text: str, right_to_left: bool, seen: str) -> None:
    """Compared with the reference implementation; HarfBuzz mirrors the brackets."""
    levels = embedding_levels(text, right_to_left)
    assert "".join(visual_order(text, levels)) == seen
