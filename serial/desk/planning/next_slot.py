"""The next free day and time in the rhythm of a story, and the days that are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final

from django.utils import timezone

from serial.chapters.models.chapter import numbered_chapter_label
from serial.desk.planning.usual_time import usual_time
from serial.stories.models import Story
from serial.times.wording import format_time

WEEK: Final = timedelta(days=7)
# A story that is scheduled for longer than these is planned elsewhere.
MAX_SCHEDULED: Final = 400
# The rhythm of a story of which nothing is scheduled is that of its last releases.
MAX_RECENT: Final = 6


@dataclass(frozen=True)
class TakenSlot:
    """A scheduled chapter, at its time in the active time zone."""

    moment: datetime
    label: str

    def time(self) -> str:
        return format_time(self.moment)


@dataclass(frozen=True)
class ReleaseRhythm:
    """The releases of a story but one chapter, whose release is chosen. Loaded when needed."""

    story: Story
    except_chapter: int | None

    @cached_property
    def scheduled(self) -> list[TakenSlot]:
        """The coming releases, soonest first."""
        chapters = self.story.chapters.scheduled().exclude(pk=self.except_chapter or 0)
        latest = chapters.order_by("-release_at").values_list("release_at", "title", "number")
        return [
            TakenSlot(timezone.localtime(release_at), numbered_chapter_label(title, number))
            for release_at, title, number in reversed(latest[:MAX_SCHEDULED])
            if release_at
        ]

    def next_free(self) -> tuple[date, time]:
        """Returns the first day of the rhythm after the last scheduled one, and the usual time."""
        time_of_day = usual_time(self.story)
        days = self._days()
        now = timezone.localtime()
        today_is_over = now.time() >= time_of_day
        earliest = now.date() + timedelta(days=1 if today_is_over or not days else 0)
        if self.scheduled:
            earliest = max(earliest, self.scheduled[-1].moment.date() + timedelta(days=1))
        return next_day(days, earliest), time_of_day

    def _days(self) -> list[date]:
        if len(self.scheduled) > 1:
            return [slot.moment.date() for slot in self.scheduled]
        released = self.story.chapters.not_deleted().filter(release_at__lte=timezone.now())
        times = released.exclude(pk=self.except_chapter or 0).order_by("-release_at")
        recent = [at for at in times.values_list("release_at", flat=True)[:MAX_RECENT] if at]
        days = [timezone.localdate(at) for at in reversed(recent)]
        return [*days, *(slot.moment.date() for slot in self.scheduled)]


def next_day(days: Sequence[date], earliest: date) -> date:
    """Returns the first day from `earliest` on that continues the rhythm of these, in order.

    Every second Friday stays every second Friday; Tuesdays and Fridays stay such; without days, or
    if they have no weekday of their own, any day is free.
    """
    days = sorted(set(days))
    weekdays = {day.weekday() for day in days}
    if not days:
        return earliest
    if len(weekdays) == 1:
        interval = days[-1] - days[-2] if len(days) > 1 else WEEK
        missed = max(timedelta(), earliest - days[-1])
        return days[-1] + interval * max(1, -(-missed // interval))
    return next(
        day for n in range(7) if (day := earliest + timedelta(days=n)).weekday() in weekdays
    )
