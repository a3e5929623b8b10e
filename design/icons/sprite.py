"""Builds SVG files with a symbol for each icon: of readers, and of authors and moderators.

Pages draw an icon with <use href="sprite.svg#heart">. The symbols have only shapes: the strokes are
set by .icon in static/css/base.css, and the browser inherits them into the symbol.
"""

import re
from pathlib import Path

from design.icons.names import ICONS
from serial.web.icons import sprite_of

SHAPES = re.compile(r"<svg\b[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)
NOTICE = "<!-- Icons of Lucide (https://lucide.dev), ISC licence: see lucide-license.txt -->"


def build_sprites(icons: Path) -> dict[str, str]:
    """Returns the sprites by their file below static/. icons: the folder with a file of each."""
    names = sorted(ICONS)
    return {
        sprite: _build([name for name in names if sprite_of(name) == sprite], icons)
        for sprite in map(sprite_of, names)
    }


def _build(names: list[str], icons: Path) -> str:
    symbols = (_symbol(name, icons / f"{ICONS[name]}.svg") for name in names)
    return "\n".join([NOTICE, '<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""])


def _symbol(name: str, file: Path) -> str:
    match = SHAPES.search(file.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"{file} has no <svg> element")
    shapes = re.sub(r"\s*\n\s*", "", match["shapes"]).replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'
