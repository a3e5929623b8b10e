"""Finds a story, an author or a chapter by its slug, or by a slug it had before."""

from collections.abc import Iterable, Iterator

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import PenName, PenNameSlug, Visitor
from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter, ChapterSlug
from serial.compiled_queries import CompiledQuery
from serial.slugs.history import erased_slug
from serial.stories.models import Story, StorySlug
from serial.web.middleware.gone import Gone, LegallyBlocked

STORY = CompiledQuery.for_guests_and_members(
    lambda slug, user: Story.objects.visible_to(user).filter(slug=slug).order_by(),
    "story_slug",
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
    member = [user] if user.is_authenticated else []
    for story in STORY[bool(member)].rows(slug, *member):
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
    author = PenName.objects.visible_to(user).filter(slug=slug).first()
    if author:
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
    return StorySlug.objects.filter(slug=erased_slug(slug)).exists()


def find_former_chapter(user: Visitor, story_slug: str, chapter_slug: str) -> Chapter:
    """Returns the chapter that had this slug before, or whose story had this story slug.

    Raises Gone if the author deleted the chapter, and Http404 if no such chapter is visible to
    the user.
    """
    former_slugs = ChapterSlug.objects.filter(
        slug=chapter_slug,
        story__in=StorySlug.objects.filter(slug=story_slug).values("story"),
    )
    chapters = Chapter.objects.visible_to(user).select_related("story")
    chapter = chapters.filter(pk__in=former_slugs.values("chapter")).first()
    if chapter:
        return chapter
    removed = Chapter.objects.removed().filter(story__slug=story_slug, slug=chapter_slug)
    erased = ChapterSlug.objects.filter(
        story__in=Story.objects.visible_to(user).filter(slug=story_slug),
        slug=erased_slug(chapter_slug),
    )
    if removed.exists() or erased.exists() or _is_erased_story(story_slug):
        raise Gone
    _check_legal_orders(_takedown_reasons(story_slug, chapter_slug))
    raise Http404


def _takedown_reasons(story_slug: str, chapter_slug: str) -> Iterator[list[str]]:
    chapters = Chapter.objects.not_deleted().filter(slug=chapter_slug, story__slug=story_slug)
    for reasons in chapters.values_list("takedown_reasons", "story__takedown_reasons"):
        yield from reasons


def _check_legal_orders(takedowns: Iterable[Iterable[str]]) -> None:
    """Raises LegallyBlocked if any of these reasons is a legal order."""
    if any(TakedownReason.LEGAL_ORDER in reasons for reasons in takedowns):
        raise LegallyBlocked
