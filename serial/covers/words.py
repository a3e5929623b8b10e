"""The title and the credit of a cover, one above the other."""

from dataclasses import dataclass

from serial.covers.design import CoverRequest
from serial.covers.svg import Box
from serial.covers.typesetting.blocks import Block, Space, set_block
from serial.covers.typesetting.outlines import Outlines
from serial.covers.typesetting.shaping import Typeface


@dataclass(frozen=True)
class WordSpaces:
    title: Space
    credit: Space


@dataclass(frozen=True)
class Words:
    title: Block
    credit: Block

    @property
    def height(self) -> float:
        """Pixels from the top of the title to the end of the credit."""
        gap = 12 + 0.3 * self.title.size if self.title.lines and self.credit.lines else 0
        return self.title.height + gap + self.credit.height

    @property
    def width(self) -> float:
        return max(self.title.width, self.credit.width)

    def draw(self, outlines: Outlines, box: Box, align: str, fill: str) -> str:
        """Draws the words from the top of the box. align: see Outlines.draw()."""
        title = outlines.draw(self.title, box.x, box.y, box.width, align, fill)
        credit_y = box.y + self.height - self.credit.height
        return title + outlines.draw(self.credit, box.x, credit_y, box.width, align, fill)


def set_words(request: CoverRequest, spaces: WordSpaces) -> Words:
    title = set_block(request.title, Typeface("roman", request.language), spaces.title)
    credit = set_block(request.credit, Typeface("italic", request.language), spaces.credit)
    return Words(title, credit)
