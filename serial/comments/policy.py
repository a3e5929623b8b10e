"""Who may comment on a chapter, and which comments need its author's approval."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.choices import Audience, Premoderation


@dataclass(frozen=True)
class CommentPolicy:
    """The comment settings of one chapter, combined from chapter, story and site."""

    audience: Audience
    premoderation: Premoderation
    is_closed: bool

    def holds_guests(self) -> bool:
        return self.premoderation != Premoderation.NOBODY

    def holds_members(self) -> bool:
        return self.premoderation == Premoderation.EVERYONE

    def accepts_guests(self) -> bool:
        return self.audience == Audience.EVERYONE and not self.is_closed

    def accepts_members(self) -> bool:
        return self.audience != Audience.NOBODY and not self.is_closed


def policy_of(chapter: Chapter) -> CommentPolicy:
    """Reads the policy from the database. Pages with the columns at hand call `make_policy`."""
    columns = {
        "story_audience": F("story__comment_settings__audience"),
        "story_premoderation": F("story__comment_settings__premoderation"),
        "closes_after_days": F("story__comment_settings__closes_after_days"),
        "own_audience": F("discussion__audience"),
        "own_premoderation": F("discussion__premoderation"),
        "closed_at": F("discussion__closed_at"),
        "released": F("release_at"),
    }
    rows: Any = Chapter.objects.order_by().values(**columns)
    row: dict[str, Any] = rows.get(pk=chapter.pk)
    return make_policy(
        audience=row.pop("own_audience"),
        premoderation=row.pop("own_premoderation"),
        release_at=row.pop("released"),
        **row,
    )


def make_policy(
    *,
    story_audience: str | None,
    story_premoderation: str | None,
    closes_after_days: int | None,
    audience: str | None,
    premoderation: str | None,
    closed_at: datetime | None,
    release_at: datetime | None,
) -> CommentPolicy:
    """Takes the chapter's setting, else the story's, else the default, within the site's limits.

    A chapter that is not released is closed: only its authors can read it.
    """
    effective = Audience(audience or story_audience or Audience.EVERYONE)
    if effective == Audience.EVERYONE and not settings.GUEST_COMMENTS:
        effective = Audience.MEMBERS
    now = timezone.now()
    is_closed = closed_at is not None or release_at is None or release_at > now
    if not is_closed and release_at is not None and closes_after_days is not None:
        is_closed = release_at + timedelta(days=closes_after_days) <= now
    return CommentPolicy(
        effective,
        Premoderation(premoderation or story_premoderation or Premoderation.GUESTS),
        is_closed,
    )
