"""Blocks of words: the largest size that fits, in balanced lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from serial.covers.typesetting.breaking import (
    Measure,
    balance,
    cut_long_segments,
    segments_of,
    shorten,
    widest,
)
from serial.covers.typesetting.cleaning import settable_text
from serial.covers.typesetting.directions import is_right_to_left
from serial.covers.typesetting.shaping import Line, Typeface, shape

# Between baselines, in em. More if letters with high accents or deep curves would touch.
_LEADING: Final = 1.13
_LEAST_GAP: Final = 0.06
# A title of one face has a capital's height above its first baseline.
_CAP_HEIGHT: Final = 0.68
# Below the last baseline, so that a title with a "g" stands as one without.
_DESCENT: Final = 0.15


# A line below this share of the widest looks left over.
_SHORT: Final = 0.45
# The sizes, of the smallest, at which words wider than a line are cut.
_CUT_SIZES: Final = 3


@dataclass(frozen=True)
class Space:
    """What a block may take, in pixels.

    sizes: from the largest to the smallest, each with the most lines that look well at it. Only at
    the smallest may a block have more, and be as high as `tallest`.
    """

    width: float
    height: float
    tallest: float
    sizes: tuple[tuple[int, int], ...]

    def has_room_for(self, block: "Block", max_lines: int) -> bool:
        return len(block.lines) <= max_lines and block.height <= self.height


@dataclass(frozen=True)
class Block:
    """Lines of one size. leading: between baselines, in pixels."""

    lines: tuple[Line, ...]
    size: float
    leading: float
    right_to_left: bool

    @property
    def ascent(self) -> float:
        """Pixels from the top of the block to its first baseline."""
        return max(_CAP_HEIGHT, self.lines[0].top) * self.size if self.lines else 0.0

    @property
    def height(self) -> float:
        """Pixels from the top to the end of the lowest letter."""
        if not self.lines:
            return 0.0
        depth = max(_DESCENT, -self.lines[-1].bottom) * self.size
        return self.ascent + (len(self.lines) - 1) * self.leading + depth

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0.0) * self.size

    def has_short_line(self) -> bool:
        """Two lines may differ as they like: "The Understudies" is best as two."""
        return len(self.lines) > 2 and any(
            line.width * self.size < _SHORT * self.width for line in self.lines
        )


def set_block(text: str, typeface: Typeface, space: Space) -> Block:
    """Sets a text as large as the space allows. What no size has room for ends with "…"."""
    words = settable_text(text, typeface.shipped)
    right_to_left = is_right_to_left(words)
    measure = partial(_measure, typeface=typeface, right_to_left=right_to_left)
    segments = segments_of(words, typeface.language)
    larger: Block | None = None
    for size, max_lines in space.sizes[:-1]:
        limit = space.width / size
        if widest(segments, measure) > limit:
            continue
        block = _block(balance(segments, limit, measure), size, typeface, right_to_left)
        if larger:
            return block if len(block.lines) < len(larger.lines) else larger
        if space.has_room_for(block, max_lines):
            if not block.has_short_line():
                return block
            # One size smaller, its words may fill fewer lines.
            larger = block
    if larger:
        return larger
    for size, max_lines in space.sizes[-_CUT_SIZES:]:
        limit = space.width / size
        lines = balance(cut_long_segments(segments, limit, measure), limit, measure)
        block = _block(lines, size, typeface, right_to_left)
        if space.has_room_for(block, max_lines):
            return block
    return _shorten(block, lines, space, typeface, measure)


def _shorten(
    block: Block, lines: list[str], space: Space, typeface: Typeface, measure: Measure
) -> Block:
    """Returns the block, with fewer lines if it is too high at the smallest size."""
    size = space.sizes[-1][0]
    for count in range(len(lines) - 1, 0, -1):
        if block.height <= space.tallest:
            break
        shorter = shorten(lines, count, space.width / size, measure)
        block = _block(shorter, size, typeface, block.right_to_left)
    return block


def _block(texts: Sequence[str], size: int, typeface: Typeface, right_to_left: bool) -> Block:
    lines = tuple(shape(text, typeface, right_to_left) for text in texts)
    gaps = (above.bottom * -1 + below.top for above, below in zip(lines, lines[1:], strict=False))
    leading = max([_LEADING, *(gap + _LEAST_GAP for gap in gaps)])
    return Block(lines, size, leading * size, right_to_left)


def _measure(text: str, typeface: Typeface, right_to_left: bool) -> float:
    return shape(text, typeface, right_to_left).width
