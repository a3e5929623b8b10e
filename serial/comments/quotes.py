"""Where the quote of a comment stands after the text has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from serial.chapters.text_changes import TextChange
from serial.markup.paragraphs.digests import normalize_text
from serial.markup.paragraphs.similarity import count_shared, make_bag, split_words

# Shorter quotes (“No,” he said.) can stand anywhere: another passage may read the same.
MIN_DISTINCTIVE_WORDS: Final = 4
# Of a quote that was edited while its paragraph was split: this much of its words and word pairs
# must be in one part, and so much more than in any other.
_MIN_CONTAINED_PART: Final = 0.5
_MIN_MARGIN: Final = 0.15

# The passage is in none of the parts of its paragraph.
LOST: Final = 0


@dataclass(frozen=True)
class QuoteSearch:
    """Finds the quote of a comment on `paragraph` in the new text."""

    change: TextChange
    paragraph: int
    quote: str

    @property
    def passage(self) -> str:
        return normalize_text(self.quote.rstrip("…"))

    def new_paragraph(self) -> int | None:
        """Returns the paragraph to which the comment must be moved, or LOST; None if it stays."""
        change, passage = self.change, self.passage
        before = change.before.position_of(self.paragraph)
        after = change.after.position_of(self.paragraph)
        if not passage or (
            not after.is_orphaned and change.after.contains(after.paragraph_id, passage)
        ):
            return None
        stood_here = not before.is_orphaned and change.before.contains(before.paragraph_id, passage)
        parts = change.splits.get(before.paragraph_id, ()) if not before.is_orphaned else ()
        part = self._part_with_quote(parts) if parts else None
        if part is not None:
            return None if part == after.paragraph_id and not after.is_orphaned else part
        elsewhere = self._only_other_paragraph(stood_here)
        if elsewhere is None and parts and stood_here and not after.is_orphaned:
            return LOST
        return elsewhere

    def _part_with_quote(self, parts: Sequence[int]) -> int | None:
        """Returns the part with the quote, or with the most of it if it was edited or split."""
        whole = [number for number in parts if self.change.after.contains(number, self.passage)]
        if whole:
            return whole[0] if len(whole) == 1 else None
        quote = make_bag(split_words(self.passage))
        contained = {
            number: count_shared(quote, make_bag(split_words(self.change.after.texts[number])))
            for number in parts
        }
        # If the quote was split in halves, its start decides.
        best = max(parts, key=lambda number: contained[number])
        if self.passage in normalize_text(" ".join(self.change.after.texts[i] for i in parts)):
            return best
        others = max(contained[number] for number in parts if number != best)
        is_clear = contained[best] - others >= _MIN_MARGIN * quote.size
        return best if is_clear and contained[best] >= _MIN_CONTAINED_PART * quote.size else None

    def _only_other_paragraph(self, stood_here: bool) -> int | None:
        """Returns the only paragraph with the quote, if the quote came there in this save.

        A distinctive quote may have been cut in an earlier save. If it was the only one of the text
        before, somebody moved the comment away from it.
        """
        found = self.change.after.paragraphs_with(self.passage)
        if len(found) != 1:
            return None
        found_before = self.change.before.paragraphs_with(self.passage)
        if len(split_words(self.passage)) >= MIN_DISTINCTIVE_WORDS:
            return found[0] if stood_here or found_before != found else None
        return found[0] if stood_here and len(found_before) == 1 else None
