"""What a save changed in the paragraphs of a chapter, for those who anchor something to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.module_loading import import_string

from serial.chapters.models import Chapter
from serial.markup.paragraphs.anchors import AnchorPosition, locate_anchor
from serial.markup.paragraphs.digests import normalize_text
from serial.markup.paragraphs.history import ParagraphHistory


@dataclass(frozen=True)
class AnchoredText:
    """One version of a chapter's text: its paragraphs by id, and its paragraph history."""

    texts: Mapping[int, str]
    history: ParagraphHistory

    def position_of(self, paragraph_id: int) -> AnchorPosition:
        return locate_anchor(paragraph_id, self.texts, self.history)

    def contains(self, paragraph_id: int, passage: str) -> bool:
        """passage: normalized. False if there is no paragraph with this id."""
        return passage in self.normalized(paragraph_id)

    def normalized(self, paragraph_id: int) -> str:
        """Returns the paragraph's normalized text; empty if there is no such paragraph."""
        return self._normalized.get(paragraph_id, "")

    def paragraphs_with(self, passage: str) -> list[int]:
        """Returns the ids of the paragraphs that contain a normalized passage."""
        return [number for number, text in self._normalized.items() if passage in text]

    @cached_property
    def _normalized(self) -> Mapping[int, str]:
        return {number: normalize_text(text) for number, text in self.texts.items()}


@dataclass(frozen=True)
class TextChange:
    """splits: the ids of the new paragraphs by the id of the paragraph that was split.

    keeps_paragraphs: each paragraph has the id that it had; some have other words.
    """

    before: AnchoredText
    after: AnchoredText
    splits: Mapping[int, tuple[int, ...]]
    keeps_paragraphs: bool = False

    def has_other_words(self) -> bool:
        """False if only the markup around the words was changed, or the notes."""
        return self.before.texts != self.after.texts


def run_text_change_handlers(chapter: Chapter, change: TextChange) -> None:
    """Calls TEXT_CHANGE_HANDLERS if an earlier text was changed: anchors stay with their words."""
    if not change.before.texts:
        return
    for path in settings.TEXT_CHANGE_HANDLERS:
        import_string(path)(chapter, change)
