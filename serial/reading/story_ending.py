"""What a story's last chapter says of what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Visitor
from serial.compiled_queries import CompiledTuples
from serial.reading.related_stories import stories_by_same_authors
from serial.stories.choices import Status
from serial.stories.models import Story
from serial.times.wording import format_release_day

STORIES_AT_THE_END = 3


class StoryLink(NamedTuple):
    title: str
    slug: str
    language: str

    def url(self) -> str:
        return reverse("story", args=[self.slug])


@dataclass(frozen=True)
class StoryEnding:
    """The next release of a story that goes on, or other stories after one that is complete."""

    is_complete: bool
    next_release_at: datetime | None
    other_stories: tuple[StoryLink, ...]

    def next_day(self) -> str:
        return format_release_day(self.next_release_at)


def load_ending(story: Story, user: Visitor) -> StoryEnding:
    """Needs a query only for a complete story."""
    next_release_at = story.announced_release_at()
    is_complete = story.status == Status.COMPLETE and story.next_release_at is None
    rows = OTHER_LINKS[int(user.is_authenticated)].rows(story.pk) if is_complete else []
    return StoryEnding(is_complete, next_release_at, tuple(StoryLink(*row) for row in rows))


def _other_links(story_pk: int, user: Visitor) -> "QuerySet[Story, tuple[str, str, str]]":
    others = stories_by_same_authors(story_pk, user)
    return others.values_list("title", "slug", "language")[:STORIES_AT_THE_END]


OTHER_LINKS = CompiledTuples.for_guests_and_members(_other_links, "story_id", is_personal=False)
