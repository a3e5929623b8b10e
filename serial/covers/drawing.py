"""Draws covers: SVG for pages, PNG for link previews and editions."""

from typing import Final

import resvg_py

from serial.covers.design import CoverRequest, design_cover
from serial.covers.layouts import THUMB, WHOLE, WIDE, draw_thumb, draw_whole, draw_wide
from serial.covers.svg import document

# Increase it when the same request gives another drawing: draw_covers then draws all anew.
DRAWING_VERSION: Final = 2
THUMB_WIDTH: Final = 80
PORTRAIT_WIDTH: Final = 1600


def draw_svg(request: CoverRequest) -> str:
    """Returns the cover, 400 by 600."""
    return document(WHOLE, draw_whole(request, design_cover(request)))


def draw_thumb_svg(request: CoverRequest) -> str:
    """Returns ground and ornament without words, shown at 80 by 120."""
    return document(THUMB, draw_thumb(design_cover(request)), THUMB_WIDTH)


def draw_preview_png(request: CoverRequest, picture: bytes = b"") -> bytes:
    """Returns the picture of a link preview, 1200 by 630.

    picture: a JPEG that stands where the ornament would be.
    """
    content = draw_wide(request, design_cover(request), picture)
    return _rasterise(document(WIDE, content), 1200)


def draw_portrait_png(request: CoverRequest) -> bytes:
    """Returns the cover of an edition, 1600 by 2400."""
    return _rasterise(draw_svg(request), PORTRAIT_WIDTH)


def _rasterise(svg: str, width: int) -> bytes:
    # Every glyph is an outline, so no fonts are needed.
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True))
