"""Drawn covers. Each run draws another story's, so only glyphs and faces come from a cache."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from serial.covers.design import CoverRequest
from serial.covers.drawing import (
    draw_portrait_png,
    draw_preview_png,
    draw_svg,
    draw_thumb_svg,
)
from tests.bench.cpu_time import measure_functions
from tests.bench.figures import Measurement
from tests.bench.scale import Scale

_TEXT = (
    "The Salt Orchard Lantern of Winter Keeper Estuary and Paper Rivers a Hundred Doors Small "
    "Night Ferry Glass Under Thirteen Harbours without Names"
)


def _requests(word_count: int) -> Iterator[CoverRequest]:
    words = _TEXT.split()
    rng = random.Random(1)  # noqa: S311 - reproducible, not secret
    for number in count():
        title = " ".join(rng.choices(words, k=word_count))
        yield CoverRequest(title[:300], " ".join(rng.choices(words, k=2)), f"{number}")


def _draw_next(draw: Callable[[CoverRequest], object], requests: Iterator[CoverRequest]) -> object:
    return draw(next(requests))


def measurements(scale: Scale, _folder: Path) -> Iterator[Measurement]:
    functions: list[tuple[str, Callable[[CoverRequest], object], int]] = [
        ("draw a cover, title of 4 words", draw_svg, 4),
        ("draw a cover, title of 300 characters", draw_svg, 60),
        ("draw a thumb", draw_thumb_svg, 4),
        ("draw a link preview as PNG", draw_preview_png, 4),
        ("draw a portrait of 1600 by 2400 as PNG", draw_portrait_png, 4),
    ]
    return measure_functions(
        scale,
        [(name, partial(_draw_next, draw, _requests(words))) for name, draw, words in functions],
    )
