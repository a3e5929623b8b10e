"""Finds a story, an author or a chapter by its slug, or by a slug it had before."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import PenName, PenNameSlug, Visitor
from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter, ChapterSlug
from serial.compiled_queries import (
    CompiledQuery,
    CompiledRelatedQuery,
    CompiledTuples,
    Placeholder,
)
from serial.slugs.history import erased_slug
from serial.stories.models import Announcement, Story, StorySlug
from serial.web.middleware.gone import Gone, LegallyBlocked

STORY = CompiledQuery.for_guests_and_members(
    lambda slug, user: Story.objects.visible_to(user).filter(slug=slug).order_by(),
    "story_slug",
)
AUTHOR = CompiledQuery.for_guests_and_members(
    lambda slug, user: PenName.objects.visible_to(user).filter(slug=slug).order_by(),
    "pen_name_slug",
)


class SlugChanged(Exception):
    """Raised for a former slug. Has the current `slug` and `url` to redirect to."""

    def __init__(self, renamed: Story | PenName) -> None:
        super().__init__(str(renamed))
        self.slug = renamed.slug
        self.url = renamed.get_absolute_url()


def find_story(user: Visitor, slug: str) -> Story:
    """Returns the story with this slug, if it is visible to the user.

    Raises SlugChanged if the story had this slug before, Gone if its author deleted it,
    LegallyBlocked if a legal order took it down, and Http404 if no such story is visible to the
    user.
    """
    for story in STORY.of(user).rows(slug, user):
        return story
    stories = Story.objects.visible_to(user)
    former_slugs = StorySlug.objects.filter(slug=slug)
    renamed = stories.filter(pk__in=former_slugs.values("story")).first()
    if renamed:
        raise SlugChanged(renamed)
    if Story.objects.removed().filter(slug=slug).exists() or _is_erased_story(slug):
        raise Gone
    taken_down = Story.objects.not_deleted().filter(slug=slug, is_taken_down=True)
    _check_legal_orders(taken_down.values_list("takedown_reasons", flat=True))
    raise Http404


def find_author(user: Visitor, slug: str) -> PenName:
    """Returns the pen name with this slug, if its page is visible to the user.

    Raises SlugChanged if the pen name had this slug before, Gone if it is deleted, LegallyBlocked
    if a legal order took it down, and Http404 if none is visible to the user.
    """
    for author in AUTHOR.of(user).rows(slug, user):
        return author
    taken_down = PenName.objects.filter(slug=slug).values_list("taken_down_for", flat=True)
    if taken_down:
        _check_legal_orders([taken_down])
        raise Http404
    former = PenNameSlug.objects.filter(slug__in=[slug, erased_slug(slug)])
    former_slug = get_object_or_404(former.select_related("pen_name"))
    if former_slug.pen_name is None:
        raise Gone
    raise SlugChanged(former_slug.pen_name)


def _is_erased_story(slug: str) -> bool:
    return bool(_ERASED_STORY.fetch(erased_slug(slug)))


_ERASED_STORY = CompiledTuples(
    lambda slug: StorySlug.objects.filter(slug=slug).values_list("pk"), Placeholder("story_slug")
)


def find_former_chapter(user: Visitor, story_slug: str, chapter_slug: str) -> Chapter:
    """Returns the chapter that had this slug before, or whose story had this story slug.

    Raises Gone if the author deleted the chapter, and Http404 if no such chapter is visible to
    the user.
    """
    now = timezone.now()
    for chapter in _BY_FORMER_SLUG.of(user).rows(story_slug, chapter_slug, now, user):
        return chapter
    if (
        _REMOVED.fetch(story_slug, chapter_slug, now)
        or _ERASED.of(user).fetch(story_slug, erased_slug(chapter_slug), user)
        or _is_erased_story(story_slug)
    ):
        raise Gone
    for reasons in _TAKEDOWN_REASONS.rows(story_slug, chapter_slug):
        _check_legal_orders(reasons)
    raise Http404


def _by_former_slug(story_slug: str, slug: str, at: datetime, user: Visitor) -> QuerySet[Chapter]:
    former_slugs = ChapterSlug.objects.filter(
        slug=slug, story__in=StorySlug.objects.filter(slug=story_slug).values("story")
    )
    chapters = Chapter.objects.visible_to(user, at).select_related("story")
    return chapters.filter(pk__in=former_slugs.values("chapter")).order_by("pk")[:1]


def _erased(story_slug: str, slug: str, user: Visitor) -> QuerySet[ChapterSlug, tuple[int]]:
    stories = Story.objects.visible_to(user).filter(slug=story_slug)
    rows = ChapterSlug.objects.filter(story__in=stories.values("pk"), slug=slug)
    return rows.values_list("pk")[:1]


# Every request for a chapter that the visitor cannot read asks all of them.
_BY_FORMER_SLUG = CompiledRelatedQuery.for_guests_and_members(
    _by_former_slug, "story_slug", "chapter_slug", "at"
)
_ERASED = CompiledTuples.for_guests_and_members(_erased, "story_slug", "gone_slug")
_REMOVED = CompiledTuples(
    lambda story_slug, slug, at: (
        Chapter.objects.removed(at)
        .filter(story__slug=story_slug, slug=slug)
        .order_by()
        .values_list("pk")[:1]
    ),
    *map(Placeholder, ("story_slug", "gone_slug", "at")),
)
_TAKEDOWN_REASONS = CompiledTuples(
    lambda story_slug, slug: (
        Chapter.objects.not_deleted()
        .filter(slug=slug, story__slug=story_slug)
        .values_list("takedown_reasons", "story__takedown_reasons")
    ),
    *map(Placeholder, ("story_slug", "chapter_slug")),
)


def check_announcement_is_not_blocked(story: Story, pk: int) -> None:
    """Raises LegallyBlocked if a legal order hides this announcement."""
    announcements = Announcement.objects.not_deleted().filter(story=story, pk=pk)
    _check_legal_orders([announcements.values_list("taken_down_for", flat=True)])


def _check_legal_orders(takedowns: Iterable[Iterable[str]]) -> None:
    """Raises LegallyBlocked if any of these reasons is a legal order."""
    if any(TakedownReason.LEGAL_ORDER in reasons for reasons in takedowns):
        raise LegallyBlocked
