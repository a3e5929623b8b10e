"""The paragraph that comments are on, shown with them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import Truncator

from serial.chapters.models import Chapter
from serial.comments.anchors import paragraph_history_of
from serial.markup.paragraphs.anchors import AnchorPosition, locate_anchor
from serial.markup.paragraphs.blocks import Block, split_into_blocks
from serial.reading.comments.context import CommentsContext


@dataclass(frozen=True)
class Passage:
    """A paragraph of the chapter, or where it stood: after `block`, where it `is_lost`."""

    number: int
    paragraph: Block | None
    is_lost: bool
    html: SafeString


class Paragraphs:
    """The paragraphs of a chapter as it is now."""

    def __init__(self, place: CommentsContext) -> None:
        self.place = place
        self.chapter = Chapter.objects.only("body_html", "paragraph_history").get(
            pk=place.chapter.pk
        )

    @cached_property
    def blocks(self) -> dict[int, Block]:
        return {block.id: block for block in split_into_blocks(self.chapter.body_html) if block.id}

    def id_prefix(self, number: int) -> AnchorPosition:
        return locate_anchor(number, self.blocks, paragraph_history_of(self.chapter))

    def passage(self, number: int) -> Passage | None:
        """None where the chapter never had such a paragraph; 0 is the place before the first."""
        if number == 0:
            return Passage(0, None, False, SafeString(""))
        if not 0 < number < max(paragraph_history_of(self.chapter).next_id, 1):
            return None
        anchor = self.id_prefix(number)
        block = self.blocks.get(anchor.paragraph_id)
        html = block.html if block else ""
        if block and block.name in {"li", "dt", "dd"}:
            html = f"<p>{html[html.index('>') + 1 : html.rindex('<')]}</p>"
        return Passage(number, block, anchor.is_orphaned, SafeString(html))

    def anchors_at(self, number: int) -> tuple[list[int], list[int]]:
        """The anchors of comments that stand at this paragraph, and of those lost after it."""
        here: list[int] = []
        lost: list[int] = []
        for anchor in self.place.discussion.paragraph_counts:
            found = self.id_prefix(anchor)
            if found.paragraph_id == number:
                (lost if found.is_orphaned else here).append(anchor)
        return here, lost

    def counts(self) -> tuple[dict[int, int], dict[int, int]]:
        """How many comments stand at each paragraph, and how many are lost after it."""
        return counts_by_position(self.place.discussion.paragraph_counts, self.blocks, self.chapter)

    def openings(self) -> list[tuple[int, str]]:
        """Each paragraph's number and first words."""
        return [(id, Truncator(block.text).chars(120)) for id, block in self.blocks.items()]


def counts_by_position(
    counts: dict[int, int], blocks: dict[int, Block], chapter: Chapter
) -> tuple[dict[int, int], dict[int, int]]:
    here: dict[int, int] = {}
    lost: dict[int, int] = {}
    for anchor, count in counts.items():
        # What was never lost needs no history, which a page does not read along.
        if anchor in blocks:
            here[anchor] = here.get(anchor, 0) + count
            continue
        found = locate_anchor(anchor, blocks, paragraph_history_of(chapter))
        into = lost if found.is_orphaned else here
        into[found.paragraph_id] = into.get(found.paragraph_id, 0) + count
    return here, lost


def get_passage(place: CommentsContext, number: Any) -> Passage | None:
    """For the form of a comment on a paragraph; None where it is on none."""
    text = str(number or "")
    if not text.isdecimal() or len(text) > 9:
        return None
    return Paragraphs(place).passage(int(text))
