from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import chapter_label


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
        """Returns "Chapter 11: Ready Friday", for places that do not show the number beside it."""
        if self.number is None or not self.title:
            return self.label()
        # Translators: a chapter where its title alone would not say which it is.
        return gettext("Chapter %(number)s: %(title)s") % {
            "number": self.number,
            "title": self.title,
        }
