"""How far an act on many rows is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from django.utils import timezone

from serial.jobs.bulk_acts import BulkAct, RowProgress

# After this time without a row done, there seems to be no worker.
WORKER_EXPECTED_AFTER = timedelta(seconds=10)
# Those of which a page says why.
REFUSED = (RowProgress.LEFT_OUT, RowProgress.NOT_UNDONE)

ActT = TypeVar("ActT", bound=BulkAct)


@dataclass(frozen=True)
class BulkProgress(Generic[ActT]):
    """counts: of its rows, by RowProgress."""

    act: ActT
    counts: dict[str, int]

    def _count(self, *states: RowProgress) -> int:
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        """All that were chosen."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self._count(RowProgress.DONE)

    @property
    def changed(self) -> int:
        """How many were done at any time, undone or not."""
        return self.done + self._undoing

    @property
    def _undoing(self) -> int:
        return self._count(RowProgress.UNDONE, RowProgress.NOT_UNDONE)

    @property
    def refused(self) -> int:
        return self._count(*REFUSED)

    @property
    def handled(self) -> int:
        """Of `steps`: what the bar shows."""
        if self.act.undo_asked_at:
            return self._undoing
        return self.total - self._count(RowProgress.WAITING)

    @property
    def steps(self) -> int:
        return self.changed if self.act.undo_asked_at else self.total

    @property
    def announced_percent(self) -> int:
        """In tens: more often would interrupt a screen reader."""
        return self.handled * 10 // self.steps * 10 if self.steps else 100

    @property
    def seconds_left(self) -> int | None:
        """About, by the speed so far. None if it is not known, or nothing is left."""
        left = self.steps - self.handled
        seconds = self._time_so_far.total_seconds()
        return max(1, round(seconds / self.handled * left)) if self.handled and left else None

    @property
    def is_going_on(self) -> bool:
        return self.act.is_running() or self.act.is_being_undone()

    @property
    def lacks_worker(self) -> bool:
        is_late = self._time_so_far > WORKER_EXPECTED_AFTER
        return self.is_going_on and not self.handled and is_late

    @property
    def _time_so_far(self) -> timedelta:
        return timezone.now() - (self.act.undo_asked_at or self.act.created_at)
