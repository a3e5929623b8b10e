"""The words of a chapter as one value, apart from the rows that hold them."""

from dataclasses import dataclass, fields

from serial.markup.sanitizing.cleaning import clean_source

# 500,000 characters are some 90,000 words: a whole novel in one chapter.
BODY_MAX_LENGTH = 500_000
NOTE_MAX_LENGTH = 20_000
CONTENT_NOTE_MAX_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class ChapterText:
    """What an author types into a chapter; each field is Markdown but for the first two."""

    title: str = ""
    content_note: str = ""
    note_before: str = ""
    body: str = ""
    note_after: str = ""

    def as_dict(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TEXT_FIELDS}

    def cleaned(self) -> "ChapterText":
        """The same words with the line ends and characters that are kept."""
        return ChapterText(**{name: clean_source(value) for name, value in self.as_dict().items()})


TEXT_FIELDS = tuple(field.name for field in fields(ChapterText))
RENDERED_FIELDS = ("note_before", "body", "note_after")
