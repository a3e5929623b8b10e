"""The plan of a series of releases, shown for confirmation before it is applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from serial.chapters.models import Chapter
from serial.times.wording import format_time_until, format_upcoming

Plan = Sequence[tuple[Chapter, datetime]]


@dataclass(frozen=True)
class PlannedRelease:
    chapter: Chapter
    release_at: datetime
    release_text: str
    note: str


def planned_releases(plan: Plan) -> list[PlannedRelease]:
    releases = []
    for chapter, release_time in plan:
        release_at = timezone.localtime(release_time)
        releases.append(
            PlannedRelease(
                chapter, release_at, format_upcoming(release_at), _note(chapter, release_at)
            )
        )
    return releases


def plan_digest(plan: Plan) -> str:
    """Returns a SHA-256 of the plan, to check that the confirmed plan is the one shown."""
    lines = [f"{chapter.pk} {release_at.isoformat()}" for chapter, release_at in plan]
    return sha256("\n".join(lines).encode()).hexdigest()


def _note(chapter: Chapter, release_at: datetime) -> str:
    if release_at <= timezone.now():
        return _("this time is in the past: released immediately")
    if chapter.is_released():
        return _("already released: hidden from readers until this time")
    return format_time_until(release_at)
