"""Titles of all lengths stay on the cover, as large as they fit."""

import pytest

from serial.covers.choices import Layout
from serial.covers.design import CoverRequest
from serial.covers.drawing import draw_svg
from serial.covers.typesetting.breaking import segments_of
from tests.covers.reading_svg import (
    defined_glyph_count,
    glyph_count,
    glyphs_per_line,
    title_scale,
    words_box,
)
from tests.sampling import in_turns

LONG = (
    "The Unabridged Ledger of Everything That Was Ever Left Behind on the Night Tram, Together "
    "With a Guide to Its Owners, Their Excuses, the Weather on the Evenings in Question, and a "
    "Short Account of the Conductor Who Kept All of It in a Shed by the Canal for Thirty Years and "
    "Gave None of It Back at Last"
)
TITLES = {
    "one letter": "I",
    "one word": "Estuary",
    "two lines": "The Paper Orchard",
    "300 characters": LONG[:300],
    "300 wide letters": "W" * 300,
    "300 thin letters": "il" * 150,
    "words of 40 letters": ("Incomprehensibilitiesandcounterrevolution " * 7)[:300],
    "marks": "…!?" * 30,
    "high accents": "Ấ Ậ Ễ Ộ Ổ Ǖ " * 20,
}


@pytest.mark.extended
@pytest.mark.sweep
@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_words_stay_inside_the_margins(title: str, layout: Layout) -> None:
    for seed in in_turns("12", len(title), 2):
        credit = "Wilhelmina Featherstonehaugh-Okonkwo & Bartholomew Quince-Adeyemi the Younger"
        box = words_box(CoverRequest(title, credit, seed, layout=layout))
        assert box
        left, top, right, bottom = box
        assert left >= 30 and right <= 370
        assert top >= 30 and bottom <= 570


@pytest.mark.parametrize("layout", [Layout.ABOVE, Layout.BELOW])
def test_title_of_300_characters_is_set_whole(layout: Layout) -> None:
    title = LONG[:300]
    svg = draw_svg(CoverRequest(title, "", "1", layout=layout))
    # "Th" and "fi" are ligatures.
    ligatures = title.count("Th") + title.count("fi") + title.count("ft")
    assert glyph_count(svg) >= len(title.replace(" ", "")) - ligatures


def test_title_without_room_ends_with_an_ellipsis() -> None:
    svg = draw_svg(CoverRequest("W" * 300, "", "1", layout=Layout.ABOVE))
    assert glyph_count(svg) < 300
    assert defined_glyph_count(svg) == 2


def test_short_titles_are_larger_than_long_ones() -> None:
    titles = ("Estuary", "The Paper Orchard of Estuary Lane", LONG[:120], LONG[:300])
    sizes = [title_scale(draw_svg(CoverRequest(title, "", "1"))) for title in titles]
    assert sizes == sorted(set(sizes), reverse=True)


def test_each_glyph_is_defined_once() -> None:
    svg = draw_svg(CoverRequest("Noon, noon, noon", "", "1"))
    assert glyph_count(svg) == 14
    assert defined_glyph_count(svg) == 4


def test_same_story_always_has_the_same_cover() -> None:
    request = CoverRequest("Estuary", "Mo Reed", "abc")
    assert draw_svg(request) == draw_svg(CoverRequest("Estuary", "Mo Reed", "abc"))
    assert draw_svg(request) != draw_svg(CoverRequest("Estuary", "Mo Reed", "abd"))


def test_last_line_is_not_one_short_word() -> None:
    svg = draw_svg(CoverRequest("A Garden That No Person Watered In", "", "1"))
    lines = glyphs_per_line(svg)
    assert min(lines) >= 5


def test_dash_stays_with_the_word_before_it() -> None:
    for title in ("Unspeakable\u2014Unthinkable\u2014Undoable", "Unspeakable \u2013 Unthinkable"):
        svg = draw_svg(CoverRequest(title, "", "1"))
        assert glyphs_per_line(svg)[0] == len("Unspeakable\u2014")


def test_korean_and_japanese_break_between_phrases() -> None:
    assert segments_of("\ub0b4\uc77c \ub2e4\uc2dc", "ko") == ["\ub0b4\uc77c ", "\ub2e4\uc2dc"]
    assert "".join(segments_of("\u96e8\u306e\u99c5\u3067", "ja")[0]) == "\u96e8\u306e"


def test_title_is_smaller_rather_than_with_a_word_left_over() -> None:
    svg = draw_svg(CoverRequest("A Garden That Nobody Had Watered", "", "1"))
    assert min(glyphs_per_line(svg)) >= 7
