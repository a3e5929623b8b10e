"""What a file says of the whole story: its title, summary, tags and cover, and what is taken."""

from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final, Self

from serial.manuscripts.documents import Document
from serial.markup.converting.conversion import convert
from serial.markup.sanitizing.characters import clean_line
from serial.stories.choices import Rating, Status, TagKind, Warning
from serial.stories.models import Story
from serial.stories.models.story import TITLE_MAX_LENGTH
from serial.stories.tagging import split_names

SUMMARY_MAX_LENGTH: Final[int] = Story._meta.get_field("summary").max_length or 0
TAG_MAX_LENGTH: Final = 100
# Of each kind. AO3 allows 75 in all.
MAX_TAGS: Final = 75
# What of it can be taken, and what comes with its chapters.
STORY_PARTS: Final = ("summary", "tags", "cover")
COMMENTS: Final = "comments"
URLS: Final = "urls"
# Rating, status and warnings, for a new story only: a moderator may have set those of others.
DETAILS: Final = "details"
PARTS: Final = (*STORY_PARTS, COMMENTS, URLS, DETAILS)


@dataclass(slots=True)
class StoryData:
    """summary: Markdown. tags: names by their kind. cover: a name in the file.

    takes: which of PARTS the story gets. pen_name: that a new story is credited to.
    """

    title: str = ""
    summary: str = ""
    tags: dict[str, list[str]] = field(default_factory=dict)
    cover: str = ""
    takes: list[str] = field(default_factory=list)
    pen_name: int | None = None
    rating: str = ""
    status: str = ""
    warnings: list[str] = field(default_factory=list)

    def details(self) -> list[str]:
        """Returns the names of the rating, the status and the warnings that it has."""
        rating = [str(Rating(self.rating).label)] if self.rating else []
        status = [str(Status(self.status).label)] if self.status else []
        return [*rating, *status, *(str(Warning(name).label) for name in self.warnings)]

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        return cls(**values)


def story_data_of(document: Document, file_name: str, *, is_new: bool) -> StoryData:
    """A new story takes all that the file has.

    One that exists stays as it is unless told so: it takes what comes with the chapters only.
    """
    title = clean_line(document.title or PurePosixPath(file_name).stem).strip()
    tags: dict[str, list[str]] = {}
    for kind, name in document.tags:
        tags.setdefault(kind if kind in TagKind.values else TagKind.FREEFORM.value, []).append(name)
    return StoryData(
        title=title[:TITLE_MAX_LENGTH],
        summary=_summary(document.summary),
        tags={
            kind: read_tag_names(", ".join(_without_commas(names))) for kind, names in tags.items()
        },
        cover=document.cover,
        rating=document.rating if document.rating in Rating.values else "",
        status=document.status if document.status in Status.values else "",
        warnings=[name for name in document.warnings if name in Warning.values],
        takes=list(PARTS) if is_new else [COMMENTS, URLS],
    )


def _summary(html: str) -> str:
    markdown = convert(html, "/media/").markdown if html else ""
    return markdown.strip()[:SUMMARY_MAX_LENGTH]


def _without_commas(names: list[str]) -> list[str]:
    return [name.replace(",", " ") for name in names]


def read_tag_names(text: str) -> list[str]:
    return [name[:TAG_MAX_LENGTH].strip() for name in split_names(clean_line(text))][:MAX_TAGS]
