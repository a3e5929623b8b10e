"""The next releases of all stories of an author."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.dashboard.queries import NEXT_RELEASES
from serial.times.wording import format_time, format_time_until


@dataclass(frozen=True)
class NextRelease:
    """moment: in the active time zone, with its parts in words."""

    chapter: Chapter
    moment: datetime
    weekday: str
    day: int
    month: str
    time: str
    time_until: str


def next_releases(author: User) -> list[NextRelease]:
    chapters = NEXT_RELEASES.rows(author, timezone.now())
    return [
        _next_release(chapter, chapter.release_at) for chapter in chapters if chapter.release_at
    ]


def _next_release(chapter: Chapter, release_at: datetime) -> NextRelease:
    moment = timezone.localtime(release_at)
    return NextRelease(
        chapter=chapter,
        moment=moment,
        weekday=date_format(moment, "D"),
        day=moment.day,
        month=date_format(moment, "M"),
        time=format_time(moment),
        time_until=format_time_until(moment),
    )
