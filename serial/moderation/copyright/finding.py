"""Finds the stories and chapters that a notice names by their URLs."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

from accounts.models import Visitor
from serial.chapters.models import Chapter, ChapterSlug
from serial.moderation.copyright.models.target import TargetKind
from serial.stories.models import Story, StorySlug


@dataclass(frozen=True)
class FoundPage:
    url: str
    story: Story
    chapter: Chapter | None

    @property
    def kind(self) -> TargetKind:
        return TargetKind.CHAPTER if self.chapter else TargetKind.STORY


def find_page(url: str, visitor: Visitor) -> FoundPage:
    """Returns the story or chapter at a URL, of those that the visitor can open.

    Also at a former URL, and at one below it, such as that of a comment. Raises ValidationError
    with a message for the visitor.
    """
    slugs = _slugs_in(_path_on_site(url))
    story = _find_story(slugs.get("story_slug", ""), visitor)
    chapter_slug = slugs.get("chapter_slug")
    chapter = _find_chapter(story, chapter_slug, visitor) if story and chapter_slug else None
    if story is None or (chapter_slug and chapter is None):
        raise ValidationError(
            gettext("No story or chapter of this site is at %(url)s."), params={"url": url}
        )
    return FoundPage(url, story, chapter)


def _path_on_site(url: str) -> str:
    try:
        # People copy addresses without https:// from the bar of some browsers.
        parts = urlsplit(url if "://" in url or url.startswith("/") else f"https://{url}")
        host = parts.hostname
    except ValueError:
        host, parts = "", urlsplit("")
    if host is not None and host != settings.SITE_HOST:
        raise ValidationError(
            gettext("%(url)s is not a page of this site. Its URLs begin with %(site)s."),
            params={"url": url, "site": settings.SITE_URL},
        )
    return unquote(parts.path)


def _slugs_in(path: str) -> dict[str, str]:
    try:
        return {name: str(value) for name, value in resolve(path).kwargs.items()}
    except Resolver404:
        return {}


def _find_story(slug: str, visitor: Visitor) -> Story | None:
    slugs = StorySlug.objects.filter(slug=slug).values("story")
    return Story.objects.visible_to(visitor).filter(pk__in=slugs).first()


def _find_chapter(story: Story, slug: str, visitor: Visitor) -> Chapter | None:
    slugs = ChapterSlug.objects.filter(story=story, slug=slug).values("chapter")
    return Chapter.objects.visible_to(visitor).filter(pk__in=slugs).without_text().first()
