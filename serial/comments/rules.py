"""Who may comment on a chapter, and whose comments wait for its author first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.choices import Holds, Who
from serial.comments.models import Discussion, StoryRules


@dataclass(frozen=True)
class Rules:
    """What holds for one chapter now."""

    who: Who
    holds: Holds
    is_closed: bool

    def takes_guests(self) -> bool:
        return self.who == Who.EVERYONE and not self.is_closed

    def takes_members(self) -> bool:
        return self.who != Who.NOBODY and not self.is_closed


def rules_of(chapter: Chapter) -> Rules:
    """For a chapter that is known whole; a page that has its columns calls `rules_from`."""
    story = StoryRules.objects.filter(story=chapter.story_id).first() or StoryRules()
    own = Discussion.objects.filter(chapter=chapter).first() or Discussion()
    return rules_from(
        story_who=story.who,
        story_holds=story.holds,
        closes_after_days=story.closes_after_days,
        who=own.who,
        holds=own.holds,
        closed_at=own.closed_at,
        release_at=chapter.release_at,
    )


def rules_from(
    *,
    story_who: str | None,
    story_holds: str | None,
    closes_after_days: int | None,
    who: str | None,
    holds: str | None,
    closed_at: datetime | None,
    release_at: datetime | None,
) -> Rules:
    """The chapter's own rule where it has one, else the story's, within what the site allows.

    An unreleased chapter is closed: nobody but its authors reads it yet.
    """
    chosen = Who(who or story_who or Who.EVERYONE)
    if chosen == Who.EVERYONE and not settings.GUEST_COMMENTS:
        chosen = Who.MEMBERS
    now = timezone.now()
    is_closed = closed_at is not None or release_at is None or release_at > now
    if not is_closed and release_at is not None and closes_after_days is not None:
        is_closed = release_at + timedelta(days=closes_after_days) <= now
    return Rules(chosen, Holds(holds or story_holds or Holds.GUESTS), is_closed)
