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
    pen = _Pen()
    face.font.draw_glyph(glyph, _DRAWING, pen)
    return "".join(pen.commands)


class _Pen:
    """Writes the commands of a path, with each point relative to the one before: a sixth less."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self._x = self._y = self._start_x = self._start_y = 0

    def move(self, x: float, y: float) -> None:
        self._add("m", x, y)
        self._start_x, self._start_y = self._x, self._y

    def draw(self, command: str, *values: float) -> None:
        self._add(command, *values)

    def close(self) -> None:
        self.commands.append("z")
        self._x, self._y = self._start_x, self._start_y

    def _add(self, command: str, *values: float) -> None:
        points = [round(value) for value in values]
        numbers = [
            point - (self._y if index % 2 else self._x) for index, point in enumerate(points)
        ]
        self.commands.append(command + " ".join(map(str, numbers)).replace(" -", "-"))
        self._x, self._y = points[-2:]


def _drawing() -> uharfbuzz.DrawFuncs:
    functions = uharfbuzz.DrawFuncs()
    functions.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    functions.set_line_to_func(lambda x, y, pen: pen.draw("l", x, y))
    functions.set_quadratic_to_func(lambda a, b, x, y, pen: pen.draw("q", a, b, x, y))
    functions.set_cubic_to_func(lambda a, b, c, d, x, y, pen: pen.draw("c", a, b, c, d, x, y))
    functions.set_close_path_func(lambda pen: pen.close())
    return functions


_DRAWING = _drawing()
