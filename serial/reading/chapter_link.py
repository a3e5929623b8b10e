from dataclasses import dataclass

from django.urls import reverse

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import chapter_label, numbered_chapter_label


@dataclass(frozen=True)
class ChapterLink:
    """A link to a chapter: its label, and the slugs of its URL."""

    story_slug: str
    slug: str
    title: str
    number: int | None

    @classmethod
    def to_chapter(cls, chapter: Chapter, story_slug: str) -> "ChapterLink":
        return cls(story_slug, chapter.slug, chapter.title, chapter.number)

    def url(self) -> str:
        return reverse("chapter", args=[self.story_slug, self.slug])

    def label(self) -> str:
        return chapter_label(self.title, self.number)

    def numbered_label(self) -> str:
        return numbered_chapter_label(self.title, self.number)
