"""Ornaments of buildings: arches and windows."""

from math import ceil

from serial.covers.palettes import Palette
from serial.covers.seeds import Seed
from serial.covers.svg import Box, number, path


def draw_arches(box: Box, palette: Palette, seed: Seed) -> str:
    """Arches within arches, with light in the innermost."""
    columns = max(2, round(box.width / seed.choice("width", (133, 200))))
    step = box.width / columns
    rings = 4
    parts = []
    for column in range(columns):
        radius = step * 0.44
        middle = step * (column + 0.5)
        highest = max(radius + 8, box.height * 0.86)
        height = max(radius * 1.2, highest * seed.between(f"height {column}", 0.6, 1))
        for index in range(rings):
            colour = palette.ground if index % 2 else palette.shade
            inner = radius * (1 - index / rings)
            fill = palette.accent if index == rings - 1 else colour
            parts.append(path(_arch(middle, inner, height - radius, box.height), fill))
    return "".join(parts)


def _arch(middle: float, radius: float, shoulder: float, floor: float) -> str:
    """shoulder: how high above the floor the round part begins."""
    left, r, width = number(middle - radius), number(radius), number(2 * radius)
    foot = number(floor)
    return f"M{left} {foot}V{number(floor - shoulder)}a{r} {r} 0 0 1 {width} 0V{foot}z"


def draw_windows(box: Box, palette: Palette, seed: Seed) -> str:
    """The front of a house at night: a few of its windows are lit."""
    columns = max(4, round(box.width / seed.choice("width", (80, 100))))
    # A low strip has one row of small windows.
    columns = max(columns, ceil(box.width / max(box.height, 30)))
    margin = box.width * 0.09
    step = (box.width - 2 * margin) / (columns - 0.4)
    width, height = step * 0.6, step * 0.84
    row_step = height * 1.46
    rows = max(1, int((box.height - margin - height) / row_step) + 1)
    top = (box.height - height - (rows - 1) * row_step) / 2
    lit = {
        (seed.integer(f"row {index}", 0, rows - 1),
         seed.integer(f"column {index}", 0, columns - 1))
        for index in range(max(2, rows * columns // 9))
    }  # fmt: skip
    dark: list[str] = []
    light: list[str] = []
    for row in range(rows):
        for column in range(columns):
            pane = _pane(margin + column * step, top + row * row_step, width, height)
            (light if (row, column) in lit else dark).append(pane)
    return path("".join(dark), palette.shade) + path("".join(light), palette.accent)


def _pane(x: float, y: float, width: float, height: float) -> str:
    w, h = number(width), number(height)
    return f"M{number(x)} {number(y)}h{w}v{h}h-{w}z"
