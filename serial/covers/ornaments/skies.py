"""Ornaments around a sun: rings, rays and dots."""

from math import cos, hypot, pi, sin

from serial.covers.palettes import Palette
from serial.covers.seeds import Seed
from serial.covers.svg import Box, circle, number, path, ring


def draw_rings(box: Box, palette: Palette, seed: Seed) -> str:
    """Circles around a disc, out to the corners."""
    scale = min(box.width, box.height) / 400
    x = box.width * seed.between("x", 0.26, 0.74)
    y = box.height * seed.between("y", max(0.36, box.hidden), 0.88)
    radius = seed.between("radius", 42, 64) * max(scale, 0.8)
    width = seed.between("width", 17, 25) * max(scale, 0.7)
    step = width * seed.between("step", 1.85, 2.3)
    farthest = hypot(max(x, box.width - x), max(y, box.height - y))
    count = int((farthest - radius) / step) + 1
    rings = [
        ring(x, y, radius + step * (index + 0.65), palette.shade, width) for index in range(count)
    ]
    return "".join(rings) + circle(x, y, radius, palette.accent)


def draw_rays(box: Box, palette: Palette, seed: Seed) -> str:
    """A rising sun with rays."""
    x, y = box.width * seed.between("x", 0.32, 0.68), box.height + 6
    radius = min(box.width * 0.21, box.height * 0.4) * seed.between("radius", 0.85, 1.1)
    count = seed.integer("count", 13, 19)
    step = pi / count
    length = hypot(box.width, box.height) * 1.1
    # A ray stands straight up.
    angles = (pi / 2 + step * (index - count // 2) for index in range(count))
    wedges = "".join(_wedge(x, y, angle, step * 0.26, length) for angle in angles)
    return (
        path(wedges, palette.shade)
        + circle(x, y, radius * 1.3, palette.ground)
        + circle(x, y, radius, palette.accent)
    )


def _wedge(x: float, y: float, angle: float, half: float, length: float) -> str:
    ends = (
        f"{number(x + length * cos(side))} {number(y - length * sin(side))}"
        for side in (angle - half, angle + half)
    )
    return f"M{number(x)} {number(y)}L{' '.join(ends)}z"


def draw_dots(box: Box, palette: Palette, seed: Seed) -> str:
    """A grid of dots that grow downwards, one of them a sun."""
    columns = max(4, round(box.width / seed.choice("columns", (45, 50, 57))))
    step = box.width / columns
    rows = int(box.height / step) + 1
    lowest = min(int(rows * box.hidden) + 1, rows - 2)
    lit = (
        seed.integer("row", max(rows // 3, lowest), max(rows // 3, rows - 2)),
        seed.integer("column", 1, columns - 2),
    )
    dots = []
    for row in range(rows):
        radius = step * (0.09 + 0.3 * (row + 0.5) / rows)
        y = box.height - step * (rows - row - 0.5)
        dots += [
            circle(step * (column + 0.5), y, radius, palette.shade)
            for column in range(columns)
            if (row, column) != lit
        ]
        if row == lit[0]:
            dots.append(circle(step * (lit[1] + 0.5), y, step * 0.42, palette.accent))
    return "".join(dots)
