"""Where words and ornament stand. Each layout returns the content of an SVG document."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from serial.covers.choices import Layout
from serial.covers.design import SURROUNDING, CoverRequest, Design
from serial.covers.ornaments.registry import DRAWINGS
from serial.covers.svg import Box, clipped, frame, picture, rectangle
from serial.covers.typesetting.blocks import Space
from serial.covers.typesetting.outlines import Outlines
from serial.covers.words import Words, WordSpaces, set_words

WHOLE: Final = Box(0, 0, 400, 600)
WIDE: Final = Box(0, 0, 1200, 630)
# Smaller than the whole, so that its parts are larger when both are shown at one size.
THUMB: Final = Box(0, 0, 240, 360)

_MARGIN: Final = 36
# Between the words and the ornament.
_GAP: Final = 38
# Between the words and the edge of their plate, in the label layout.
_PADDING: Final = 38
# With the most lines at each size: a few large words, or more of small ones.
_TITLE_SIZES: Final = (
    *((92, 2), (76, 2), (64, 3), (53, 4)),
    *((44, 5), (36, 6), (29, 8), (23, 14)),
)
_LABEL_SIZES: Final = (
    *((66, 2), (56, 2), (48, 3), (41, 4)),
    *((35, 5), (30, 6), (26, 8), (22, 14)),
)
_WIDE_SIZES: Final = (
    *((144, 2), (118, 2), (97, 3), (79, 4)),
    *((66, 5), (55, 6), (46, 7), (38, 10)),
)
_FULL_SPACES: Final = WordSpaces(
    title=Space(width=328, height=272, tallest=390, sizes=_TITLE_SIZES),
    credit=Space(width=328, height=24, tallest=50, sizes=((25, 1), (22, 1), (19, 2))),
)
_LABEL_SPACES: Final = WordSpaces(
    title=Space(width=248, height=260, tallest=360, sizes=_LABEL_SIZES),
    credit=Space(width=248, height=22, tallest=44, sizes=((22, 1), (19, 1), (17, 2))),
)
_WIDE_MARGIN: Final = 76
_WIDE_SPACES: Final = WordSpaces(
    title=Space(width=600, height=380, tallest=410, sizes=_WIDE_SIZES),
    credit=Space(width=600, height=40, tallest=76, sizes=((38, 1), (34, 1), (30, 2))),
)
_WIDE_PANEL: Final = 424


def draw_whole(request: CoverRequest, design: Design) -> str:
    return _WHOLE_LAYOUTS[design.layout](request, design)


def draw_wide(request: CoverRequest, design: Design, jpeg: bytes = b"") -> str:
    """Words beside the ornament, or beside a picture, for link previews."""
    outlines, words = Outlines(), set_words(request, _WIDE_SPACES)
    mirrored = words.title.right_to_left
    panel = Box(0 if mirrored else WIDE.width - _WIDE_PANEL, 0, _WIDE_PANEL, WIDE.height)
    x = WIDE.width - _WIDE_MARGIN - 600 if mirrored else _WIDE_MARGIN
    box = Box(x, (WIDE.height - words.height) / 2, 600, words.height)
    drawn = words.draw(outlines, box, "start", design.palette.ink)
    return (
        rectangle(WIDE, design.palette.ground)
        + outlines.defs()
        + (picture(panel, jpeg) if jpeg else draw_ornament(panel, design))
        + drawn
    )


def draw_ornament(box: Box, design: Design) -> str:
    draw = DRAWINGS[design.ornament]
    return clipped(box, draw(box, design.palette, design.seed))


def _draw_above(request: CoverRequest, design: Design) -> str:
    outlines, words = Outlines(), set_words(request, _FULL_SPACES)
    box = Box(_MARGIN, _MARGIN + 4, 328, words.height)
    top = box.y + words.height + _GAP if words.height else 0.0
    panel = Box(0, top, WHOLE.width, WHOLE.height - top)
    return _compose(words, outlines, box, panel, design)


def _draw_below(request: CoverRequest, design: Design) -> str:
    outlines, words = Outlines(), set_words(request, _FULL_SPACES)
    y = WHOLE.height - _MARGIN - 4 - words.height
    panel = Box(0, 0, WHOLE.width, y - _GAP if words.height else WHOLE.height)
    return _compose(words, outlines, Box(_MARGIN, y, 328, words.height), panel, design)


def _compose(words: Words, outlines: Outlines, box: Box, panel: Box, design: Design) -> str:
    drawn = words.draw(outlines, box, "start", design.palette.ink)
    return (
        rectangle(WHOLE, design.palette.ground)
        + outlines.defs()
        + draw_ornament(panel, design)
        + drawn
    )


def _draw_label(request: CoverRequest, design: Design) -> str:
    outlines, words = Outlines(), set_words(request, _LABEL_SPACES)
    if not words.height:
        return _draw_blank(WHOLE, design)
    height = words.height + 2 * _PADDING
    surrounds = design.ornament in SURROUNDING
    plate = Box(44, 0.46 * (WHOLE.height - height) if surrounds else 44, 312, height)
    below = plate.y + height
    # Other ornaments would be hidden behind the frame.
    panel = (
        replace(WHOLE, hidden=(below + 30) / WHOLE.height)
        if surrounds
        else Box(0, below + _GAP, WHOLE.width, WHOLE.height - below - _GAP)
    )
    inner = Box(plate.x + 32, plate.y + _PADDING, 248, words.height)
    drawn = words.draw(outlines, inner, "middle", design.palette.ink)
    return (
        rectangle(WHOLE, design.palette.ground)
        + outlines.defs()
        + draw_ornament(panel, design)
        + rectangle(plate, design.palette.ground)
        + frame(plate, 7, design.palette.accent, 1.5)
        + drawn
    )


def draw_thumb(design: Design) -> str:
    """The ground and the ornament, for less than 64 pixels."""
    return _draw_blank(THUMB, design)


def _draw_blank(box: Box, design: Design) -> str:
    return rectangle(box, design.palette.ground) + draw_ornament(box, design)


_WHOLE_LAYOUTS: Final[dict[Layout, Callable[[CoverRequest, Design], str]]] = {
    Layout.ABOVE: _draw_above,
    Layout.BELOW: _draw_below,
    Layout.LABEL: _draw_label,
}
