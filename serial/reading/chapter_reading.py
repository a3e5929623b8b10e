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
from serial.chapters.models.chapter import STORY_ON_PAGE, ChapterQuerySet
from serial.comments.on_page import Talk, talk_of, with_talk
from serial.prepared import Prepared, partial
from serial.reading.responses import robots_words
from serial.stories.models import Byline, Part, Story
from serial.web.shared_pages import stamp

Visitor = User | AnonymousUser
# Samples for what is prepared.
A_MEMBER, A_MOMENT = User(pk=-1), datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ChapterOnPage:
    """A chapter as it was read with `for_reading`, its neighbours and who signed the story."""

    chapter: Chapter
    previous: Chapter | None
    following: Chapter | None
    bylines: list[Byline]

    @cached_property
    def talk(self) -> Talk:
        return talk_of(self.chapter)

    def stamp(self) -> str:
        """Another one whenever anything that the page shows is another."""
        shown = stamp(self.chapter, self.previous, self.following, *self.bylines)
        # To those who wrote it, an unreleased one says so until its moment.
        # Nor do comments close by anything but the clock.
        return f"{shown}:{self.chapter.is_released()}:{self.talk.rules.is_closed}"

    def context(self) -> dict[str, Any]:
        return {
            "chapter": self.chapter,
            "story": self.chapter.story,
            "bylines": self.bylines,
            "previous": self.previous,
            "following": self.following,
            "robots": robots_words(self.chapter.story),
        }


def read_chapter(user: Visitor, story_slug: str, chapter_slug: str) -> ChapterOnPage | None:
    """None where there is no such chapter for this visitor at this address."""
    who, now = ([user] if user.is_authenticated else []), timezone.now()
    found = CHAPTER[bool(who)].rows(story_slug, chapter_slug, now, *who)
    if not found:
        return None
    ids = _ids_beside(found[0])
    return with_neighbours(found[0], BESIDE[bool(who)].rows(*ids, now, *who))


def read_draft(user: Visitor, lent: ChapterQuerySet) -> ChapterOnPage | None:
    """The chapter that a link shows to whoever has it."""
    # To other drafts nothing leads from there, not even for those who may see them.
    others = Chapter.objects.visible_to(user).released()
    chapter = lent.for_reading(others).first()
    if chapter is None:
        return None
    return with_neighbours(chapter, list(titles(others).filter(pk__in=_ids_beside(chapter))))


def with_neighbours(chapter: Chapter, beside: list[Chapter]) -> ChapterOnPage:
    facts = vars(chapter)
    about = {name: facts[f"story_{name}"] for name in STORY_ON_PAGE}
    story = partial(Story, id=chapter.story_id, **about)
    if chapter.part_id:
        chapter.part = partial(Part, id=chapter.part_id, title=facts["part_title"])
    for each in (chapter, *beside):
        each.story = story
    previous, following = (
        {each.pk: each for each in beside}.get(pk) for pk in _ids_beside(chapter)
    )
    return ChapterOnPage(chapter, previous, following, read_bylines(story))


def read_bylines(story: Story) -> list[Byline]:
    bylines = BYLINES.rows(story.pk)
    for byline in bylines:
        named = {name: vars(byline)[name] for name in ("name", "slug")}
        byline.pen_name = partial(PenName, id=byline.pen_name_id, **named)
    return bylines


def _ids_beside(chapter: Chapter) -> tuple[int, int]:
    return (vars(chapter)["previous_id"] or 0, vars(chapter)["following_id"] or 0)


def _chapter(story_slug: str, slug: str, at: datetime, user: Visitor) -> ChapterQuerySet:
    chapters = Chapter.objects.visible_to(user, at)
    found = chapters.for_reading(chapters).filter(story__slug=story_slug, slug=slug)
    return with_talk(found, user)


def _beside(before: int, after: int, at: datetime, user: Visitor) -> ChapterQuerySet:
    return titles(Chapter.objects.visible_to(user, at)).filter(pk__in=[before, after])


def titles(chapters: ChapterQuerySet) -> ChapterQuerySet:
    """Of these chapters what a link to each says."""
    return chapters.only("story_id", "title", "number", "slug").order_by()


def for_guests_and_members(
    make: Callable[..., ChapterQuerySet], *samples: object
) -> tuple[Prepared[Chapter], Prepared[Chapter]]:
    return (
        Prepared(lambda *values: make(*values, AnonymousUser()), *samples),
        Prepared(make, *samples, A_MEMBER),
    )


CHAPTER = for_guests_and_members(_chapter, "\0story", "\0chapter", A_MOMENT)
BESIDE = for_guests_and_members(_beside, -2, -3, A_MOMENT)
BYLINES = Prepared(lambda story: Byline.objects.filter(story=story).for_reading(), -2)
