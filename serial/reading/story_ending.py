"""What a story's last chapter says of what comes next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Visitor
from serial.compiled_queries import CompiledTuples
from serial.reading.following.state import FollowState, story_follow_state
from serial.reading.related_stories import stories_by_same_authors, stories_of_same_genres
from serial.stories.choices import Status
from serial.stories.cover_links import CoverLinks, link_cover
from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet
from serial.times.wording import format_release_day, format_return

STORIES_AT_THE_END = 3
Columns = tuple[str, str, str, str, str, bool]


class StoryLink(NamedTuple):
    """cover, drawn_cover: the name of the author's picture, and of the drawn cover."""

    title: str
    slug: str
    language: str
    cover: str
    drawn_cover: str
    smart_punctuation: bool

    def url(self) -> str:
        return reverse("story", args=[self.slug])

    def cover_links(self) -> CoverLinks:
        return link_cover(self.cover, "", self.drawn_cover)


@dataclass(frozen=True)
class StoryEnding:
    """The next release of a story that goes on, and what else to read.

    similar_stories: of the same genres; only if its authors have no other stories.
    """

    is_complete: bool
    next_release_at: datetime | None
    # Of a break.
    back_on: date | None
    follow: FollowState
    other_stories: tuple[StoryLink, ...]
    similar_stories: tuple[StoryLink, ...]

    def next_day(self) -> str:
        return format_release_day(self.next_release_at)

    def back(self) -> str:
        return format_return(self.back_on) if self.back_on else ""


def load_ending(story: Story, user: Visitor) -> StoryEnding:
    others = BY_SAME_AUTHORS.of(user).rows_until_change(story.pk)
    similar = [] if others else OF_SAME_GENRES.of(user).rows_until_change(story.pk)
    return StoryEnding(
        is_complete=story.status == Status.COMPLETE and story.next_release_at is None,
        next_release_at=story.announced_release_at(),
        back_on=story.announced_return(),
        follow=story_follow_state(user, story.pk),
        other_stories=tuple(StoryLink(*row) for row in others),
        similar_stories=tuple(StoryLink(*row) for row in similar),
    )


def _by_same_authors(story_pk: int, user: Visitor) -> "QuerySet[Story, Columns]":
    return _first_columns(stories_by_same_authors(story_pk, user))


def _of_same_genres(story_pk: int, user: Visitor) -> "QuerySet[Story, Columns]":
    return _first_columns(stories_of_same_genres(story_pk, user))


def _first_columns(stories: StoryQuerySet) -> "QuerySet[Story, Columns]":
    return stories.values_list(*StoryLink._fields)[:STORIES_AT_THE_END]


BY_SAME_AUTHORS = CompiledTuples.for_guests_and_members(
    _by_same_authors, "story_id", is_personal=False
)
OF_SAME_GENRES = CompiledTuples.for_guests_and_members(
    _of_same_genres, "story_id", is_personal=False
)
