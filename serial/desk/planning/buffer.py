"""The buffer of a story: how many chapters are ready, and until when they are enough."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.releases.queue.assigning import empty_slots

# Spines that are drawn.
MAX_SPINES: Final = 12


@dataclass(frozen=True)
class Buffer:
    """goal: below this number of chapters its author is warned.

    first_empty: the day of the first slot without a chapter. Days are of the active time zone.
    """

    ready: int
    last_day: date | None
    goal: int | None = None
    first_empty: date | None = None

    def is_low(self) -> bool:
        return self.goal is not None and self.ready < self.goal

    def spines(self) -> list[str]:
        """Returns a class for each chapter that is ready, or missing to the goal."""
        missing = max(0, (self.goal or 0) - self.ready)
        return (["ready"] * self.ready + ["missing"] * missing)[:MAX_SPINES]

    def more(self) -> int:
        """Returns how many are not drawn."""
        return max(0, max(self.ready, self.goal or 0) - MAX_SPINES)


def load_buffers(story_pks: Iterable[int]) -> dict[int, Buffer]:
    """Returns the buffers of the stories that have a rhythm or a scheduled chapter."""
    pks = list(story_pks)
    schedules = {
        schedule.story_id: schedule
        for schedule in ReleaseSchedule.objects.filter(story__in=pks).select_related("story")
    }
    scheduled = Chapter.objects.scheduled().filter(story__in=pks)
    moments: dict[int, set[datetime]] = defaultdict(set)
    ready: dict[int, int] = defaultdict(int)
    for story_id, release_at in scheduled.values_list("story", "release_at"):
        if release_at:
            moments[story_id].add(release_at)
            ready[story_id] += 1
    return {
        pk: _buffer(ready[pk], moments[pk], schedules.get(pk))
        for pk in pks
        if pk in schedules or pk in ready
    }


def _buffer(ready: int, moments: set[datetime], schedule: ReleaseSchedule | None) -> Buffer:
    last_day = timezone.localdate(max(moments)) if moments else None
    if schedule is None:
        return Buffer(ready, last_day)
    slot = next(empty_slots(schedule, moments, timezone.now()), None)
    first_empty = timezone.localdate(slot.moment) if slot else None
    return Buffer(ready, last_day, schedule.buffer_goal, first_empty)
