"""The differences between two texts of a chapter, field by field."""

from dataclasses import dataclass

from serial.chapters.diffing import DiffParagraph, diff_texts
from serial.chapters.models import Chapter
from serial.chapters.texts import TEXT_FIELDS, ChapterText


@dataclass(frozen=True)
class FieldDiff:
    """What changed in one field of a chapter."""

    label: str
    paragraphs: list[DiffParagraph]


def diff_fields(old: ChapterText, new: ChapterText) -> list[FieldDiff]:
    """The fields that differ, each with how; empty where the texts are the same."""
    return [
        FieldDiff(
            str(Chapter._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            diff_texts(getattr(old, name), getattr(new, name)),
        )
        for name in TEXT_FIELDS
        if getattr(old, name) != getattr(new, name)
    ]
