"""Who may comment on a chapter, and which comments need its author's approval."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.choices import Audience, Premoderation
from serial.compiled_queries import CompiledTuples, Placeholder


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
    rows = _COLUMNS.rows(chapter.pk)
    if not rows:
        raise Chapter.DoesNotExist
    (
        story_audience,
        story_premoderation,
        closes_after_days,
        story_closed_at,
        audience,
        premoderation,
        closed_at,
        release_at,
    ) = rows[0]
    return make_policy(
        story_audience=story_audience,
        story_premoderation=story_premoderation,
        closes_after_days=closes_after_days,
        story_closed_at=story_closed_at,
        audience=audience,
        premoderation=premoderation,
        closed_at=closed_at,
        release_at=release_at,
    )


# Any: texts, a number and times, most of which may be None.
_COLUMNS: CompiledTuples[Any] = CompiledTuples(
    lambda chapter_id: Chapter.objects.filter(pk=chapter_id).values_list(
        "story__comment_settings__audience",
        "story__comment_settings__premoderation",
        "story__comment_settings__closes_after_days",
        "story__comment_settings__closed_at",
        "discussion__audience",
        "discussion__premoderation",
        "discussion__closed_at",
        "release_at",
    ),
    Placeholder("chapter_id"),
)


def make_policy(
    *,
    story_audience: str | None,
    story_premoderation: str | None,
    closes_after_days: int | None,
    story_closed_at: datetime | None,
    audience: str | None,
    premoderation: str | None,
    closed_at: datetime | None,
    release_at: datetime | None,
) -> CommentPolicy:
    """Takes the chapter's setting, else the story's, else the default, within the site's limits.

    A chapter that is not released is closed: only its authors can read it. A story that a
    moderator closed closes all its chapters.
    """
    effective = Audience(audience or story_audience or Audience.EVERYONE)
    if effective == Audience.EVERYONE and not settings.GUEST_COMMENTS:
        effective = Audience.MEMBERS
    now = timezone.now()
    is_closed = bool(closed_at or story_closed_at) or release_at is None or release_at > now
    if not is_closed and release_at is not None and closes_after_days is not None:
        is_closed = release_at + timedelta(days=closes_after_days) <= now
    return CommentPolicy(
        effective,
        Premoderation(premoderation or story_premoderation or Premoderation.GUESTS),
        is_closed,
    )
