"""Compares two versions of a chapter's text, field by field."""

from dataclasses import dataclass

from serial.chapters.comparing.diffing import DiffParagraph, diff_texts
from serial.chapters.models import Chapter
from serial.chapters.texts import TEXT_FIELDS, ChapterText


@dataclass(frozen=True)
class FieldDiff:
    """The differences in one field; `label` is the field's verbose name."""

    label: str
    paragraphs: list[DiffParagraph]

    def only_changed(self) -> "FieldDiff":
        """Returns it without the paragraphs that are the same in both versions."""
        changed = [paragraph for paragraph in self.paragraphs if paragraph.is_changed]
        return FieldDiff(self.label, changed)


def diff_fields(old: ChapterText, new: ChapterText) -> list[FieldDiff]:
    """Returns the differences of each field that changed; empty if the texts are equal."""
    return [
        FieldDiff(
            str(Chapter._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            diff_texts(getattr(old, name), getattr(new, name)),
        )
        for name in TEXT_FIELDS
        if getattr(old, name) != getattr(new, name)
    ]
