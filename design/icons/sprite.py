"""Builds one SVG file with a symbol for each icon.

Pages draw an icon with <use href="sprite.svg#heart">. The symbols have only shapes: the strokes are
set by .icon in static/css/base.css, and the browser inherits them into the symbol.
"""

import re
from pathlib import Path

from design.icons.names import ICONS

SHAPES = re.compile(r"<svg\b[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)
NOTICE = "<!-- Icons of Lucide (https://lucide.dev), ISC licence: see lucide-license.txt -->"


def build_sprite(icons: Path) -> str:
    """Returns the sprite of the icons in the folder, which has one SVG file for each."""
    symbols = (_symbol(name, icons / f"{lucide}.svg") for name, lucide in sorted(ICONS.items()))
    return "\n".join([NOTICE, '<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""])


def _symbol(name: str, file: Path) -> str:
    match = SHAPES.search(file.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"{file} has no <svg> element")
    shapes = re.sub(r"\s*\n\s*", "", match["shapes"]).replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'
