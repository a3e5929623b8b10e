"""How far a wave is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from serial.moderation.models import Wave, WaveComment

# Listed with their reasons; more are counted.
MAX_LISTED = 50
# After this time without a comment decided, there seems to be no worker.
WORKER_EXPECTED_AFTER = timedelta(seconds=10)

State = WaveComment.Progress


@dataclass(frozen=True)
class WaveProgress:
    """Numbers of comments. total: all that were chosen."""

    wave: Wave
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts.get(State.DONE, 0)

    @property
    def waiting(self) -> int:
        return self.counts.get(State.WAITING, 0)

    @property
    def left_out(self) -> int:
        return self.counts.get(State.LEFT_OUT, 0)

    @property
    def undone(self) -> int:
        return self.counts.get(State.UNDONE, 0)

    @property
    def not_undone(self) -> int:
        return self.counts.get(State.NOT_UNDONE, 0)

    @property
    def handled(self) -> int:
        """Of `steps`: what the bar shows."""
        if self.wave.undo_asked_at:
            return self.undone + self.not_undone
        return self.total - self.waiting

    @property
    def steps(self) -> int:
        if self.wave.undo_asked_at:
            return self.undone + self.not_undone + self.done
        return self.total

    @property
    def announced_percent(self) -> int:
        """In tens: more often would interrupt a screen reader."""
        return self.handled * 10 // self.steps * 10 if self.steps else 100

    @property
    def seconds_left(self) -> int | None:
        """About, by the speed so far. None if it is not known, or nothing is left."""
        begun = self.wave.undo_asked_at or self.wave.created_at
        seconds = (timezone.now() - begun).total_seconds()
        left = self.steps - self.handled
        return max(1, round(seconds / self.handled * left)) if self.handled and left else None

    @property
    def lacks_worker(self) -> bool:
        begun = self.wave.undo_asked_at or self.wave.created_at
        return (
            self.is_going_on and not self.handled and timezone.now() - begun > WORKER_EXPECTED_AFTER
        )

    @property
    def is_going_on(self) -> bool:
        return self.wave.is_running() or self.wave.is_being_undone()

    @property
    def was_changed(self) -> int:
        """How many were decided at any time, undone or not."""
        return self.done + self.undone + self.not_undone


def progress_of(waves: Sequence[Wave]) -> dict[int, WaveProgress]:
    """In one query for all of them."""
    counts: dict[int, dict[str, int]] = {wave.pk: {} for wave in waves}
    rows = WaveComment.objects.filter(wave__in=waves).order_by().values_list("wave", "progress")
    for wave, state, count in rows.annotate(Count("pk")):
        counts[wave][state] = count
    return {wave.pk: WaveProgress(wave, counts[wave.pk]) for wave in waves}


def refused_comments(wave: Wave) -> list[WaveComment]:
    """The first of those that were not decided, or not undone, with what a list shows of them."""
    refused = wave.comments.filter(progress__in=(State.LEFT_OUT, State.NOT_UNDONE))
    rows = refused.select_related("comment__user", "comment__pen_name", "comment__chapter__story")
    return list(rows.order_by("pk")[:MAX_LISTED])
