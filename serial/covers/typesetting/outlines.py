"""Glyphs as SVG paths. Each is defined once in a document and used wherever it stands."""

from functools import lru_cache
from itertools import groupby

import uharfbuzz

from serial.covers.svg import number
from serial.covers.typesetting.blocks import Block
from serial.covers.typesetting.faces import Face
from serial.covers.typesetting.shaping import Glyph


class Outlines:
    """The glyphs of one document."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}

    def defs(self) -> str:
        paths = (f'<path id="{name}" d="{data}"/>' for name, data in self._paths.items())
        return f"<defs>{''.join(paths)}</defs>" if self._paths else ""

    def draw(self, block: Block, x: float, y: float, width: float, align: str, fill: str) -> str:
        """Draws a block at the top of a column.

        align: "start", to the right for what reads from right to left, or "middle".
        """
        parts = []
        for index, line in enumerate(block.lines):
            spare = width - line.width * block.size
            start = x + (spare / 2 if align == "middle" else spare * block.right_to_left)
            baseline = y + block.ascent + index * block.leading
            for face, glyphs in groupby(line.glyphs, lambda glyph: glyph.face):
                scale = f"{block.size / face.units_per_em:.5f}".rstrip("0")
                place = f"translate({number(start)} {number(baseline)})scale({scale} -{scale})"
                parts.append(f'<g transform="{place}">{"".join(map(self._use, glyphs))}</g>')
        return f'<g fill="{fill}">{"".join(parts)}</g>'

    def _use(self, glyph: Glyph) -> str:
        name = f"{glyph.face.name}{glyph.id}"
        self._paths.setdefault(name, _outline(glyph.face, glyph.id))
        x, y = round(glyph.x * glyph.face.units_per_em), round(glyph.y * glyph.face.units_per_em)
        return f'<use href="#{name}" x="{x}"{f" y={chr(34)}{y}{chr(34)}" if y else ""}/>'


@lru_cache(maxsize=4096)
def _outline(face: Face, glyph: int) -> str:
    parts: list[str] = []
    face.font.draw_glyph(glyph, _DRAWING, parts)
    return "".join(parts)


def _append(command: str, parts: list[str], *values: float) -> None:
    parts.append(command + " ".join(str(round(value)) for value in values))


def _drawing() -> uharfbuzz.DrawFuncs:
    functions = uharfbuzz.DrawFuncs()
    functions.set_move_to_func(lambda x, y, parts: _append("M", parts, x, y))
    functions.set_line_to_func(lambda x, y, parts: _append("L", parts, x, y))
    functions.set_quadratic_to_func(lambda a, b, x, y, parts: _append("Q", parts, a, b, x, y))
    functions.set_cubic_to_func(
        lambda a, b, c, d, x, y, parts: _append("C", parts, a, b, c, d, x, y)
    )
    functions.set_close_path_func(lambda parts: parts.append("Z"))
    return functions


_DRAWING = _drawing()
