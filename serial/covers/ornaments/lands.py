"""Ornaments of land and water: waves, hills and leaves."""

from math import atan2, ceil, degrees

from serial.covers.palettes import Palette
from serial.covers.seeds import Seed
from serial.covers.svg import Box, circle, line, number, path


def draw_waves(box: Box, palette: Palette, seed: Seed) -> str:
    """A sea in bands, and a sun that sinks into it."""
    bands = max(3, round(box.height / 72))
    horizon = box.height * 0.3
    spacing = (box.height - horizon) / bands
    radius = min(44.0, box.height * 0.16) * seed.between("radius", 0.9, 1.2)
    x = box.width * seed.between("x", 0.24, 0.76)
    parts = [circle(x, horizon - radius * 0.45, radius, palette.accent)]
    for band in range(bands):
        length = box.width / seed.between(f"length {band}", 1.5, 2.4)
        phase = length * seed.fraction(f"phase {band}")
        colour = palette.ground if band % 2 else palette.shade
        data = _wave(box, horizon + band * spacing, length, phase, spacing * 0.2)
        parts.append(path(data, colour))
    return "".join(parts)


def _wave(box: Box, y: float, length: float, phase: float, height: float) -> str:
    """Returns the area under a wavy line. phase: how far left of the box it starts."""
    quarter, half = number(length / 4), number(length / 2)
    count = ceil((box.width + phase) / length) * 2
    crests = f"q{quarter} {number(-2 * height)} {half} 0" + f"t{half} 0" * count
    return f"M{number(-phase)} {number(y)}{crests}V{number(box.height)}H{number(-phase)}z"


def draw_hills(box: Box, palette: Palette, seed: Seed) -> str:
    """Ridges one behind the other, with a sun or a moon above or half behind them."""
    radius = min(62.0, box.height * 0.2) * seed.between("radius", 0.85, 1.1)
    x = box.width * seed.between("x", 0.24, 0.76)
    y = max(radius + 16, box.height * seed.between("y", 0.2, 0.42))
    sun = circle(x, y, radius, palette.accent)
    heights = (0.4, 0.58, 0.78)
    colours = (palette.soft, palette.shade, palette.soft)
    ridges = [
        path(_ridge(box, height, seed, f"ridge {index}"), colour)
        for index, (height, colour) in enumerate(zip(heights, colours, strict=True))
    ]
    return sun + "".join(ridges)


def _ridge(box: Box, height: float, seed: Seed, name: str) -> str:
    """Returns the area under a soft line of one summit and one valley."""
    rise = min(box.height, box.width) * seed.between(f"{name} rise", 0.11, 0.2)
    flip = seed.choice(f"{name} flip", (-1, 1))
    middle, y = box.width * seed.between(f"{name} middle", 0.4, 0.6), box.height * height
    first, last = y + flip * rise * 0.5, y - flip * rise * 0.4
    tangent = middle * 0.55
    return (
        f"M0 {number(first)}C{number(tangent * 0.7)} {number(y - flip * rise)} "
        f"{number(middle - tangent * 0.45)} {number(y - flip * rise)} {number(middle)} {number(y)}"
        f"S{number(box.width - tangent * 0.7)} {number(y + flip * rise)} "
        f"{number(box.width)} {number(last)}V{number(box.height)}H0z"
    )


def draw_leaves(box: Box, palette: Palette, seed: Seed) -> str:
    """A twig with pairs of leaves and one at its end, one of them of another colour."""
    height = min(box.height * 1.02, box.width * 1.25)
    foot = box.width * seed.between("x", 0.4, 0.6)
    lean = height * seed.between("lean", 0.05, 0.14) * seed.choice("side", (-1, 1))
    bend, end = 0.45 * height, 0.82 * height
    stem = (
        f"M{number(foot)} {number(box.height)}Q{number(foot)} {number(box.height - bend)} "
        f"{number(foot + lean)} {number(box.height - end)}"
    )
    angle = seed.between("angle", 40, 54)
    pairs = 5
    lit = (seed.integer("pair", 2, pairs - 1), seed.choice("leaf", (-1, 1)))
    leaves = []
    for pair in range(pairs):
        along = 0.16 + 0.17 * pair
        # The point of the stem, a quadratic Bézier curve.
        x = foot + lean * along**2
        y = box.height - 2 * bend * along * (1 - along) - end * along**2
        length = height * (0.3 - 0.034 * pair)
        for side in (-1, 1):
            colour = palette.accent if (pair, side) == lit else palette.shade
            leaves.append(_leaf(x, y, length, angle * side, colour))
    tilt = degrees(atan2(lean, end - bend))
    leaves.append(_leaf(foot + lean, box.height - end, height * 0.15, tilt, palette.shade))
    return line(stem, palette.shade, max(3.0, height * 0.011)) + "".join(leaves)


def _leaf(x: float, y: float, length: float, angle: float, colour: str) -> str:
    half, tip = number(length * 0.3), number(-length)
    belly = number(-length * 0.5)
    return (
        f'<path d="M0 0Q{half} {belly} 0 {tip}Q-{half} {belly} 0 0z" fill="{colour}" '
        f'transform="translate({number(x)} {number(y)})rotate({number(angle)})"/>'
    )
