"""Who may comment on a chapter, and whose comments wait for its author first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.choices import Holds, Who


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
    """As they are now; a page that has read the columns calls `rules_from`."""
    columns = {
        "story_who": F("story__comment_rules__who"),
        "story_holds": F("story__comment_rules__holds"),
        "closes_after_days": F("story__comment_rules__closes_after_days"),
        "own_who": F("discussion__who"),
        "own_holds": F("discussion__holds"),
        "closed_at": F("discussion__closed_at"),
        "released": F("release_at"),
    }
    rows: Any = Chapter.objects.order_by().values(**columns)
    found: dict[str, Any] = rows.get(pk=chapter.pk)
    return rules_from(
        who=found.pop("own_who"),
        holds=found.pop("own_holds"),
        release_at=found.pop("released"),
        **found,
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
