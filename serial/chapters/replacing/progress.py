"""How far a replacement is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Sum
from django.utils import timezone

from serial.chapters.models import Replacement, ReplacementChapter

# After this time without a chapter saved, there seems to be no worker.
WORKER_EXPECTED_AFTER = timedelta(seconds=10)

State = ReplacementChapter.Progress


@dataclass(frozen=True)
class ReplacementProgress:
    """Numbers of chapters by their state, and of places that were replaced."""

    replacement: Replacement
    counts: dict[str, int]
    places: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts.get(State.DONE, 0)

    @property
    def changed(self) -> int:
        """How many were saved at any time, undone or not."""
        return self.done + self._undoing

    @property
    def _undoing(self) -> int:
        return self.counts.get(State.UNDONE, 0) + self.counts.get(State.NOT_UNDONE, 0)

    @property
    def refused(self) -> int:
        return self.counts.get(State.LEFT_OUT, 0) + self.counts.get(State.NOT_UNDONE, 0)

    @property
    def handled(self) -> int:
        """Of `steps`: what the bar shows."""
        if self.replacement.undo_asked_at:
            return self._undoing
        return self.total - self.counts.get(State.WAITING, 0)

    @property
    def steps(self) -> int:
        return self.changed if self.replacement.undo_asked_at else self.total

    @property
    def announced_percent(self) -> int:
        """In tens: more often would interrupt a screen reader."""
        return self.handled * 10 // self.steps * 10 if self.steps else 100

    @property
    def is_going_on(self) -> bool:
        return self.replacement.is_running() or self.replacement.is_being_undone()

    @property
    def lacks_worker(self) -> bool:
        begun = self.replacement.undo_asked_at or self.replacement.created_at
        is_late = timezone.now() - begun > WORKER_EXPECTED_AFTER
        return self.is_going_on and not self.handled and is_late


def progress_of(replacements: Sequence[Replacement]) -> dict[int, ReplacementProgress]:
    """In one query for all of them."""
    counts: dict[int, dict[str, int]] = {each.pk: {} for each in replacements}
    places = dict.fromkeys(counts, 0)
    rows = ReplacementChapter.objects.filter(replacement__in=list(counts)).order_by()
    by_state = rows.values_list("replacement", "progress").annotate(Count("pk"), Sum("places"))
    for pk, state, count, replaced in by_state:
        counts[pk][state] = count
        places[pk] += replaced
    return {
        each.pk: ReplacementProgress(each, counts[each.pk], places[each.pk])
        for each in replacements
    }
