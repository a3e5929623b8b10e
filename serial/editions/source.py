"""What an edition of a story contains, whatever its format: one frozen description.

It has everything but the texts of the chapters, so that it can be compared and hashed without them:
two equal sources give the same file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from serial.chapters.models.chapter import chapter_label, numbered_chapter_label
from serial.stories.credit_lines import CreditLine


class EditionPart(NamedTuple):
    pk: int
    title: str


class EditionChapter(NamedTuple):
    """A chapter without its text. The revision and the renderer's version stand for the text."""

    pk: int
    slug: str
    title: str
    number: int | None
    part: EditionPart | None
    words: int
    release_at: datetime
    text_changed_at: datetime | None
    revision: int
    renderer_version: int

    def label(self) -> str:
        return chapter_label(self.title, self.number)

    def numbered_label(self) -> str:
        return numbered_chapter_label(self.title, self.number)

    def number_label(self) -> str:
        """Returns "Chapter 11" to stand above the title, or "" if the title is that already."""
        return chapter_label("", self.number) if self.title and self.number else ""

    def changed_at(self) -> datetime:
        return max(self.release_at, self.text_changed_at or self.release_at)


@dataclass(frozen=True)
class EditionStory:
    """What an edition shows of the story. Lines have typographic marks and no control characters.

    cover: the name of a picture in the default storage (serial/stories/covers.py), or "".
    """

    uid: UUID
    slug: str
    title: str
    language: str
    direction: str
    smart_punctuation: bool
    summary_html: str
    rating: str
    status: str
    warnings: tuple[str, ...]
    content_notes: str
    tags: tuple[str, ...]
    copyright_line: str
    cover: str
    cover_alt: str
    credits: tuple[CreditLine, ...]

    def url(self) -> str:
        return settings.SITE_URL + reverse("story", args=[self.slug])


@dataclass(frozen=True)
class Scope:
    """What of the story an edition has: all of it, a part, or the chapters from one to another."""

    part: int | None = None
    first: int | None = None
    last: int | None = None

    def is_whole(self) -> bool:
        return self == WHOLE


WHOLE = Scope()


@dataclass(frozen=True)
class EditionSource:
    """hidden_pictures: a hash of the pictures that moderators have hidden on the whole site."""

    story: EditionStory
    scope: Scope
    chapters: tuple[EditionChapter, ...]
    hidden_pictures: str

    def uid(self) -> UUID:
        """The identity of the edition, whatever is added to it: the story's own for all of it."""
        if self.scope.is_whole():
            return self.story.uid
        if self.scope.part is not None:
            return uuid5(self.story.uid, f"part:{self.scope.part}")
        return uuid5(self.story.uid, f"chapters:{self.scope.first}-{self.scope.last}")

    def title(self) -> str:
        label = self.scope_label()
        return f"{self.story.title}: {label}" if label else self.story.title

    def scope_label(self) -> str:
        """Returns which part or chapters it has, or "" for the whole story."""
        if self.scope.is_whole():
            return ""
        first, last = self.chapters[0], self.chapters[-1]
        if self.scope.part is not None and first.part:
            return first.part.title
        if first == last:
            return first.numbered_label()
        names = {"first": first.numbered_label(), "last": last.numbered_label()}
        return gettext("%(first)s to %(last)s") % names

    def changed_at(self) -> datetime:
        """Returns when a chapter last came or changed."""
        return max(chapter.changed_at() for chapter in self.chapters)

    def words(self) -> int:
        return sum(chapter.words for chapter in self.chapters)

    def by_part(self) -> list[tuple[EditionPart | None, list[EditionChapter]]]:
        """Returns runs of chapters of one part. A part that is interrupted has several runs."""
        runs = groupby(self.chapters, key=lambda chapter: chapter.part)
        return [(part, list(chapters)) for part, chapters in runs]

    def chapter_url(self, chapter: EditionChapter) -> str:
        return settings.SITE_URL + reverse("chapter", args=[self.story.slug, chapter.slug])

    def links(self, url_of: Callable[[EditionChapter], str]) -> dict[str, str]:
        """Returns the URL of each chapter in an edition by the path of its page on the site."""
        return {
            reverse("chapter", args=[self.story.slug, chapter.slug]): url_of(chapter)
            for chapter in self.chapters
        }

    def comments_url(self, chapter: EditionChapter) -> str:
        return settings.SITE_URL + reverse("comments", args=[self.story.slug, chapter.slug])
