"""Where the quote of a comment stands after the text has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from serial.chapters.html.text_changes import TextChange
from serial.markup.paragraphs.anchors import AnchorPosition
from serial.markup.paragraphs.digests import normalize_text
from serial.markup.paragraphs.similarity import count_shared, make_bag, split_words

# Shorter quotes (“No,” he said.) can stand anywhere: another passage may read the same.
MIN_DISTINCTIVE_WORDS: Final = 4
# Of a quote that was edited while its paragraph was split: this much of its words and word pairs
# must be in one part, and so much more than in any other.
_MIN_CONTAINED_PART: Final = 0.5
_MIN_MARGIN: Final = 0.15
# A quote of which no more than this is left was cut out of its paragraph. Measured on quotes of 4
# to 20 words in invented drafts and one chapter: right for 81 % of 5,150 quotes whose sentence was
# deleted; wrong for 0.6 % of 10,900 in paragraphs of which 25 to 45 % of the words were changed.
_MAX_LOST_PART: Final = 0.15

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
        parts = change.splits.get(before.paragraph_id, ()) if not before.is_orphaned else ()
        part = self._part_with_quote(parts) if parts else None
        if part is not None:
            return None if part == after.paragraph_id and not after.is_orphaned else part
        elsewhere = self._only_other_paragraph(before)
        if elsewhere is None and not (before.is_orphaned or after.is_orphaned):
            is_lost = self._is_lost(before.paragraph_id, after.paragraph_id, was_split=bool(parts))
            return LOST if is_lost else None
        return elsewhere

    def _is_lost(self, before: int, after: int, *, was_split: bool) -> bool:
        """Whether the quote stood in this paragraph, and was cut out of it."""
        if was_split and self.change.before.contains(before, self.passage):
            return True
        if len(split_words(self.passage)) < MIN_DISTINCTIVE_WORDS:
            return False
        stood_here = self._contained_part(self.change.before.texts[before]) >= _MIN_CONTAINED_PART
        return stood_here and (
            self._contained_part(self.change.after.texts[after]) <= _MAX_LOST_PART
        )

    def _contained_part(self, text: str) -> float:
        """Returns the part of the quote's words and word pairs that are in the text."""
        quote = make_bag(split_words(self.passage))
        shared = count_shared(quote, make_bag(split_words(normalize_text(text))))
        return shared / quote.size if quote.size else 0.0

    def _part_with_quote(self, parts: Sequence[int]) -> int | None:
        """Returns the part with the quote, or with the most of it if it was edited or split."""
        whole = [number for number in parts if self.change.after.contains(number, self.passage)]
        if whole:
            return whole[0] if len(whole) == 1 else None
        contained = {
            number: self._contained_part(self.change.after.texts[number]) for number in parts
        }
        # If the quote was split in halves, its start decides.
        best = max(parts, key=lambda number: contained[number])
        if self.passage in normalize_text(" ".join(self.change.after.texts[i] for i in parts)):
            return best
        others = max(contained[number] for number in parts if number != best)
        is_clear = contained[best] - others >= _MIN_MARGIN
        return best if is_clear and contained[best] >= _MIN_CONTAINED_PART else None

    def _only_other_paragraph(self, before: AnchorPosition) -> int | None:
        """Returns the only paragraph with the quote, if the quote came there in this save.

        If another paragraph had it before, it is a line that repeats, or somebody moved the comment
        away from it. A distinctive quote may have been cut in an earlier save; a short one must
        have come with the words beside it.
        """
        own = [] if before.is_orphaned else [before.paragraph_id]
        found = self.change.after.paragraphs_with(self.passage)
        found_before = self.change.before.paragraphs_with(self.passage)
        if len(found) != 1 or not set(found_before) <= set(own):
            return None
        if len(split_words(self.passage)) >= MIN_DISTINCTIVE_WORDS:
            return found[0]
        passages = self._with_words_beside(own[0]) if found_before else []
        came_with_them = any(self.change.after.contains(found[0], text) for text in passages)
        return found[0] if came_with_them else None

    def _with_words_beside(self, paragraph: int) -> list[str]:
        """Returns the quote with the words before it, and with those after it, if distinctive."""
        start, _quote, end = self.change.before.normalized(paragraph).partition(self.passage)
        passages = [
            " ".join(start.split(" ")[-MIN_DISTINCTIVE_WORDS:]) + self.passage,
            self.passage + " ".join(end.split(" ")[:MIN_DISTINCTIVE_WORDS]),
        ]
        return [text for text in passages if len(split_words(text)) >= MIN_DISTINCTIVE_WORDS]
