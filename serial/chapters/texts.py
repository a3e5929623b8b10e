"""The text of a chapter as one value, independent of Chapter and Revision rows."""

from dataclasses import dataclass, fields, replace

from serial.markup.sanitizing.characters import clean_line, clean_source

# 500,000 characters are about 90,000 words, the length of a whole novel.
BODY_MAX_LENGTH = 500_000
NOTE_MAX_LENGTH = 20_000
CONTENT_NOTE_MAX_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class ChapterText:
    """The fields of a chapter that an author writes. All but the first two are Markdown."""

    title: str = ""
    content_note: str = ""
    note_before: str = ""
    body: str = ""
    note_after: str = ""

    def as_dict(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TEXT_FIELDS}

    def with_content_note(self, content_note: str) -> "ChapterText":
        return replace(self, content_note=content_note)

    def cleaned(self) -> "ChapterText":
        """Returns the text with normalized line endings and without control characters."""
        return ChapterText(
            **{
                name: clean_source(value) if name in RENDERED_FIELDS else clean_line(value)
                for name, value in self.as_dict().items()
            }
        )


TEXT_FIELDS = tuple(field.name for field in fields(ChapterText))
RENDERED_FIELDS = ("note_before", "body", "note_after")
