"""From text to positioned glyphs, with HarfBuzz."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz
from icu4py.breakers import CharacterBreaker

from serial.covers.typesetting.directions import embedding_levels, visual_order
from serial.covers.typesetting.faces import Face, find_face


@dataclass(frozen=True)
class Typeface:
    """What a text is set in. shipped: see shipped_face(); language: a BCP 47 tag."""

    shipped: str
    language: str


@dataclass(frozen=True)
class Glyph:
    """Positions from the start of the line and its baseline, upwards, in em."""

    face: Face
    id: int
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """Measures in em. top and bottom: the highest and the lowest ink, from the baseline."""

    glyphs: tuple[Glyph, ...]
    width: float
    top: float
    bottom: float


@dataclass(frozen=True)
class _Run:
    text: str
    face: Face
    script: str
    level: int


@lru_cache(maxsize=1024)
def shape(text: str, typeface: Typeface, right_to_left: bool) -> Line:
    """Sets one line. The text has only what its faces can set."""
    runs = list(_runs(text, typeface, right_to_left))
    glyphs: list[Glyph] = []
    width, top, bottom = 0.0, 0.0, 0.0
    for run in visual_order(runs, [run.level for run in runs]):
        buffer = _shape_run(run, typeface.language)
        unit = 1 / run.face.units_per_em
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions or [], strict=True):
            x, y = width + position.x_offset * unit, position.y_offset * unit
            extents = run.face.font.get_glyph_extents(info.codepoint)
            if extents and extents.height:
                glyphs.append(Glyph(run.face, info.codepoint, x, y))
                top = max(top, y + extents.y_bearing * unit)
                bottom = min(bottom, y + (extents.y_bearing + extents.height) * unit)
            width += position.x_advance * unit
    return Line(tuple(glyphs), width, top, bottom)


def _shape_run(run: _Run, language: str) -> uharfbuzz.Buffer:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    buffer.language = language
    uharfbuzz.shape(run.face.font, buffer)
    return buffer


def _runs(text: str, typeface: Typeface, right_to_left: bool) -> Iterator[_Run]:
    """Splits a line into runs of one face, one script and one direction."""
    levels = iter(embedding_levels(text, right_to_left))
    clusters: list[_Run] = []
    for cluster in CharacterBreaker(text, "en"):
        level = [next(levels) for _ in cluster][0]
        before = clusters[-1] if clusters else None
        script = _script(cluster)
        # What belongs to no script, such as a space or a comma, is set as what stands before it.
        if not script and before and before.face.has(cluster):
            clusters.append(_Run(cluster, before.face, before.script, level))
        elif face := find_face(cluster, typeface.shipped):
            clusters.append(_Run(cluster, face, script, level))
    for (face, script, level), run in groupby(clusters, lambda c: (c.face, c.script, c.level)):
        yield _Run("".join(cluster.text for cluster in run), face, script, level)


@lru_cache(maxsize=4096)
def _script(cluster: str) -> str:
    """Returns the ISO 15924 tag of a cluster's script; "" for what several scripts share."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(cluster)
    buffer.guess_segment_properties()
    return buffer.script or ""
