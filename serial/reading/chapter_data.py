"""All that the page of a chapter shows, in three queries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import STORY_PAGE_FIELDS, ChapterQuerySet
from serial.comments.summary import DiscussionSummary, summary_of, with_discussion
from serial.compiled_queries import CompiledQuery, partial_instance
from serial.reading.responses import robots_directives
from serial.stories.models import Credit, Part, Story
from serial.web.page_cache import fingerprint

Visitor = User | AnonymousUser
# Samples for what is prepared.
MEMBER_PLACEHOLDER, TIME_PLACEHOLDER = User(pk=-1), datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ChapterPageData:
    """A chapter as it was read with `for_reading`, its neighbours and who signed the story."""

    chapter: Chapter
    previous: Chapter | None
    following: Chapter | None
    credits: list[Credit]

    @cached_property
    def discussion(self) -> DiscussionSummary:
        return summary_of(self.chapter)

    def fingerprint(self) -> str:
        """Another one whenever anything that the page shows is another."""
        shown = fingerprint(self.chapter, self.previous, self.following, *self.credits)
        # To those who wrote it, an unreleased one says so until its moment.
        # Nor do comments close by anything but the clock.
        return f"{shown}:{self.chapter.is_released()}:{self.discussion.policy.is_closed}"

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
    """None where there is no such chapter for this visitor at this address."""
    who, now = ([user] if user.is_authenticated else []), timezone.now()
    found = CHAPTER[bool(who)].rows(story_slug, chapter_slug, now, *who)
    if not found:
        return None
    ids = _neighbour_ids(found[0])
    return with_neighbours(found[0], NEIGHBOURS[bool(who)].rows(*ids, now, *who))


def load_draft(user: Visitor, lent: ChapterQuerySet) -> ChapterPageData | None:
    """The chapter that a link shows to whoever has it."""
    # To other drafts nothing leads from there, not even for those who may see them.
    others = Chapter.objects.visible_to(user).released()
    chapter = lent.for_reading(others).first()
    if chapter is None:
        return None
    return with_neighbours(
        chapter, list(only_titles(others).filter(pk__in=_neighbour_ids(chapter)))
    )


def with_neighbours(chapter: Chapter, beside: list[Chapter]) -> ChapterPageData:
    facts = vars(chapter)
    about = {name: facts[f"story_{name}"] for name in STORY_PAGE_FIELDS}
    story = partial_instance(Story, id=chapter.story_id, **about)
    if chapter.part_id:
        chapter.part = partial_instance(Part, id=chapter.part_id, title=facts["part_title"])
    for each in (chapter, *beside):
        each.story = story
    previous, following = (
        {each.pk: each for each in beside}.get(pk) for pk in _neighbour_ids(chapter)
    )
    return ChapterPageData(chapter, previous, following, load_credits(story))


def load_credits(story: Story) -> list[Credit]:
    bylines = CREDITS.rows(story.pk)
    for byline in bylines:
        named = {name: vars(byline)[name] for name in ("name", "slug")}
        byline.pen_name = partial_instance(PenName, id=byline.pen_name_id, **named)
    return bylines


def _neighbour_ids(chapter: Chapter) -> tuple[int, int]:
    return (vars(chapter)["previous_id"] or 0, vars(chapter)["next_id"] or 0)


def _chapter(story_slug: str, slug: str, at: datetime, user: Visitor) -> ChapterQuerySet:
    chapters = Chapter.objects.visible_to(user, at)
    found = chapters.for_reading(chapters).filter(story__slug=story_slug, slug=slug)
    return with_discussion(found, user)


def _neighbours(before: int, after: int, at: datetime, user: Visitor) -> ChapterQuerySet:
    return only_titles(Chapter.objects.visible_to(user, at)).filter(pk__in=[before, after])


def only_titles(chapters: ChapterQuerySet) -> ChapterQuerySet:
    """Of these chapters what a link to each says."""
    return chapters.only("story_id", "title", "number", "slug").order_by()


def for_guests_and_members(
    make: Callable[..., ChapterQuerySet], *samples: object
) -> tuple[CompiledQuery[Chapter], CompiledQuery[Chapter]]:
    return (
        CompiledQuery(lambda *values: make(*values, AnonymousUser()), *samples),
        CompiledQuery(make, *samples, MEMBER_PLACEHOLDER),
    )


CHAPTER = for_guests_and_members(_chapter, "\0story", "\0chapter", TIME_PLACEHOLDER)
NEIGHBOURS = for_guests_and_members(_neighbours, -2, -3, TIME_PLACEHOLDER)
CREDITS = CompiledQuery(lambda story: Credit.objects.filter(story=story).for_reading(), -2)
