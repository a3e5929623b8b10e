"""Four weeks of the schedule: the releases of all stories, and the slots without a chapter."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Final

from django.utils import timezone

from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.models.chapter import ChapterQuerySet
from serial.chapters.releases.queue.assigning import empty_slots
from serial.times.wording import format_short_weekday, format_time

DAYS: Final = 28
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class ScheduledRelease:
    """A chapter on its day, or a slot without one. moment: in the active time zone."""

    moment: datetime
    story_title: str
    chapter: Chapter | None = None

    def time(self) -> str:
        return format_time(self.moment)


@dataclass(frozen=True)
class ScheduleDay:
    day: date
    label: str
    is_today: bool
    is_past: bool
    releases: list[ScheduledRelease] = field(default_factory=list)


def schedule_days(
    first: date, chapters: ChapterQuerySet, schedules: Iterable[ReleaseSchedule]
) -> list[ScheduleDay]:
    """Returns the days from `first` on; the schedules have their stories."""
    start, end = (
        timezone.make_aware(datetime.combine(day, time())) for day in (first, first + DAY * DAYS)
    )
    in_weeks = chapters.not_deleted().filter(release_at__gte=start, release_at__lt=end)
    rows = in_weeks.without_text().select_related("story").order_by("release_at", "position")
    by_day: dict[date, list[ScheduledRelease]] = defaultdict(list)
    taken: dict[int, set[datetime]] = defaultdict(set)
    for chapter in rows:
        if chapter.release_at:
            taken[chapter.story_id].add(chapter.release_at)
            local = timezone.localtime(chapter.release_at)
            by_day[local.date()].append(ScheduledRelease(local, chapter.story.title, chapter))
    after = max(start, timezone.now())
    for schedule in schedules:
        slots = empty_slots(schedule, taken[schedule.story_id], after)
        for slot in takewhile(lambda slot: slot.moment < end, slots):
            local = timezone.localtime(slot.moment)
            by_day[local.date()].append(ScheduledRelease(local, schedule.story.title))
    today = timezone.localdate()
    return [
        ScheduleDay(
            day,
            format_short_weekday(day),
            day == today,
            day < today,
            sorted(by_day[day], key=lambda release: release.moment),
        )
        for day in (first + DAY * n for n in range(DAYS))
    ]
