"""What a story's last chapter says of what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from accounts.models import Visitor
from serial.stories.choices import Status
from serial.stories.models import Credit, Story

MAX_OTHER_STORIES = 3


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
        """Returns the day in the site's zone: no hour, which would need the zone beside it."""
        if self.next_release_at is None:
            return ""
        # Translators: the format of a day with its weekday, for Django's date filter.
        day_format = pgettext("format of a day with its weekday", "l j F")
        return date_format(timezone.localtime(self.next_release_at), day_format)


def load_ending(story: Story, user: Visitor) -> StoryEnding:
    """Needs a query only for a complete story."""
    next_release_at = story.next_release_at if story.shows_next_release else None
    is_complete = story.status == Status.COMPLETE and story.next_release_at is None
    other_stories = _stories_by_same_authors(story, user) if is_complete else ()
    return StoryEnding(is_complete, next_release_at, other_stories)


def _stories_by_same_authors(story: Story, user: Visitor) -> tuple[StoryLink, ...]:
    """Returns those released last."""
    credits = Credit.objects.accepted()
    pen_names = credits.filter(story=story.pk).values("pen_name")
    story_ids = credits.filter(pen_name__in=pen_names).exclude(story=story.pk).values("story")
    stories = Story.objects.listed_for(user).filter(pk__in=story_ids).order_by("-last_release_at")
    rows = stories.values_list("title", "slug", "language")[:MAX_OTHER_STORIES]
    return tuple(StoryLink(*row) for row in rows)
