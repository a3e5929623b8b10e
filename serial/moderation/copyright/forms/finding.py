"""Finds the stories and chapters that a notice names by their URLs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
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


class _Slugs(NamedTuple):
    story: str
    chapter: str | None


def find_pages(urls: Iterable[str], visitor: Visitor) -> list[FoundPage]:
    """Returns the story or chapter at each URL, of those that the visitor can open.

    Also at a former URL, and at one below it, such as that of a comment. Raises ValidationError
    with messages for the visitor. As many queries for one URL as for many.
    """
    slugs: dict[str, _Slugs] = {}
    errors: list[ValidationError] = []
    for url in urls:
        try:
            slugs[url] = _slugs_in(_path_on_site(url))
        except ValidationError as error:
            errors.append(error)
    stories = _find_stories({named.story for named in slugs.values()}, visitor)
    chapter_slugs = {named.chapter for named in slugs.values() if named.chapter}
    chapters = _find_chapters(stories.values(), chapter_slugs, visitor)
    pages: list[FoundPage] = []
    for url, named in slugs.items():
        story = stories.get(named.story)
        chapter = chapters.get((story.pk, named.chapter)) if story and named.chapter else None
        if story is None or (named.chapter and chapter is None):
            message = gettext("No story or chapter of this site is at %(url)s.")
            errors.append(ValidationError(message, params={"url": url}))
        else:
            pages.append(FoundPage(url, story, chapter))
    if errors:
        raise ValidationError(errors)
    return pages


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


def _slugs_in(path: str) -> _Slugs:
    try:
        values = resolve(path).kwargs
    except Resolver404:
        values = {}
    return _Slugs(str(values.get("story_slug", "")), values.get("chapter_slug"))


def _find_stories(slugs: set[str], visitor: Visitor) -> dict[str, Story]:
    story_ids = dict(StorySlug.objects.filter(slug__in=slugs).values_list("slug", "story_id"))
    stories = Story.objects.visible_to(visitor).in_bulk(story_ids.values())
    return {slug: stories[pk] for slug, pk in story_ids.items() if pk in stories}


def _find_chapters(
    stories: Iterable[Story], slugs: set[str], visitor: Visitor
) -> dict[tuple[int, str | None], Chapter]:
    """Returns chapters by the key of their story and a slug."""
    named = ChapterSlug.objects.filter(story__in=list(stories), slug__in=slugs)
    rows = list(named.values_list("story_id", "slug", "chapter_id"))
    visible = Chapter.objects.visible_to(visitor).without_text()
    chapters = visible.in_bulk({chapter_id for _story, _slug, chapter_id in rows if chapter_id})
    return {(story, slug): chapters[pk] for story, slug, pk in rows if pk in chapters}
