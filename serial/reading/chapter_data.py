"""Everything that a chapter's page shows, read with three queries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import PenName, Visitor
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import STORY_PAGE_FIELDS, ChapterQuerySet
from serial.comments.summary import DiscussionSummary, summary_of, with_discussion
from serial.compiled_queries import CompiledQuery, Placeholder, UserPlaceholder, partial_instance
from serial.reading.responses import robots_directives
from serial.stories.models import Credit, Part, Story
from serial.web.page_cache import fingerprint


@dataclass(frozen=True)
class ChapterPageData:
    """A chapter read with `for_reading`, its neighbours, and the credits of its story."""

    chapter: Chapter
    previous: Chapter | None
    following: Chapter | None
    credits: list[Credit]

    @cached_property
    def discussion(self) -> DiscussionSummary:
        return summary_of(self.chapter)

    def fingerprint(self) -> str:
        """Returns a hash of everything that the page shows."""
        rows = fingerprint(self.chapter, self.previous, self.following, *self.credits)
        # These two change with the clock alone: authors see a notice on the page until the
        # release, and comments close some days after it.
        return f"{rows}:{self.chapter.is_released()}:{self.discussion.policy.is_closed}"

    def context(self) -> dict[str, Any]:
        return {
            "chapter": self.chapter,
            "story": self.chapter.story,
            "credits": self.credits,
            "previous": self.previous,
            "following": self.following,
            "robots": robots_directives(self.chapter.story),
        }


def load_chapter(user: Visitor, story_slug: str, chapter_slug: str) -> ChapterPageData | None:
    """Returns None if no chapter with these slugs is visible to the user."""
    member, now = ([user] if user.is_authenticated else []), timezone.now()
    chapters = CHAPTER[bool(member)].rows(story_slug, chapter_slug, now, *member)
    if not chapters:
        return None
    ids = _neighbour_ids(chapters[0])
    return with_neighbours(chapters[0], NEIGHBOURS[bool(member)].rows(*ids, now, *member))


def load_draft(user: Visitor, drafts: ChapterQuerySet) -> ChapterPageData | None:
    """Returns the first of the chapters that a draft link opens, or None."""
    # A draft page never links to another draft, even if the user may see that one.
    released = Chapter.objects.visible_to(user).released()
    chapter = drafts.for_reading(released).first()
    if chapter is None:
        return None
    return with_neighbours(
        chapter, list(only_titles(released).filter(pk__in=_neighbour_ids(chapter)))
    )


def with_neighbours(chapter: Chapter, neighbours: list[Chapter]) -> ChapterPageData:
    """Builds the page's data from a chapter read with `for_reading` and its neighbours."""
    columns = vars(chapter)
    story_fields = {name: columns[f"story_{name}"] for name in STORY_PAGE_FIELDS}
    story = partial_instance(Story, id=chapter.story_id, **story_fields)
    if chapter.part_id:
        chapter.part = partial_instance(Part, id=chapter.part_id, title=columns["part_title"])
    by_id = {neighbour.pk: neighbour for neighbour in neighbours}
    for on_page in (chapter, *neighbours):
        on_page.story = story
    previous, following = (by_id.get(pk) for pk in _neighbour_ids(chapter))
    return ChapterPageData(chapter, previous, following, load_credits(story))


def load_credits(story: Story) -> list[Credit]:
    """Returns the visible credits of a story, each with the name and slug of its pen name."""
    credits = CREDITS.rows(story.pk)
    for credit in credits:
        fields = {name: vars(credit)[name] for name in ("name", "slug")}
        credit.pen_name = partial_instance(PenName, id=credit.pen_name_id, **fields)
    return credits


def _neighbour_ids(chapter: Chapter) -> tuple[int, int]:
    return (vars(chapter)["previous_id"] or 0, vars(chapter)["next_id"] or 0)


def _chapter_query(story_slug: str, slug: str, at: datetime, user: Visitor) -> ChapterQuerySet:
    visible = Chapter.objects.visible_to(user, at)
    chapters = visible.for_reading(visible).filter(story__slug=story_slug, slug=slug)
    return with_discussion(chapters, user)


def _neighbours_query(
    previous_id: int, next_id: int, at: datetime, user: Visitor
) -> ChapterQuerySet:
    visible = only_titles(Chapter.objects.visible_to(user, at))
    return visible.filter(pk__in=[previous_id, next_id])


def only_titles(chapters: ChapterQuerySet) -> ChapterQuerySet:
    """Loads only the fields that a link to a chapter needs."""
    return chapters.only("story_id", "title", "number", "slug").order_by()


def for_guests_and_members(
    make_queryset: Callable[..., ChapterQuerySet], *names: str
) -> tuple[CompiledQuery[Chapter], CompiledQuery[Chapter]]:
    """Compiles a query twice: for guests at index 0, for members (one more value) at index 1.

    names: of the placeholders.
    """
    placeholders = [Placeholder(name) for name in names]
    return (
        CompiledQuery(lambda *values: make_queryset(*values, AnonymousUser()), *placeholders),
        CompiledQuery(make_queryset, *placeholders, UserPlaceholder("user")),
    )


CHAPTER = for_guests_and_members(_chapter_query, "story_slug", "chapter_slug", "at")
NEIGHBOURS = for_guests_and_members(_neighbours_query, "chapter_id", "chapter_id", "at")
CREDITS = CompiledQuery(
    lambda story: Credit.objects.filter(story=story).for_reading(), Placeholder("story_id")
)
