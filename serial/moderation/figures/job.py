"""Counting the public figures once a day."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Min
from django.utils import timezone

from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.moderation.figures.counting import count_month
from serial.moderation.figures.counts import Counts
from serial.moderation.figures.period import Period
from serial.moderation.models import Decision, MonthlyFigures, Report
from serial.times.months import add_months

# Reports are judged, decisions undone and appealed later: until an appeal is no longer possible,
# six months after the decision, and answered.
MONTHS_COUNTED_AGAIN = 8


def count_figures(arguments: Arguments) -> None:
    """The job of FIGURES_JOB: counts the last months again, and those that were never counted."""
    counted = dict(MonthlyFigures.objects.values_list("month", "counts"))
    now = timezone.localdate().replace(day=1)
    for month in _months_until(now):
        if month > add_months(now, -MONTHS_COUNTED_AGAIN) or month not in counted:
            counts = count_month(month)
            counts.keep_deleted(Counts.from_json(counted.get(month, {})))
            values = {"counts": counts.to_json(), "counted_at": timezone.now()}
            MonthlyFigures.objects.update_or_create(month=month, defaults=values)


def _months_until(last: date) -> Iterator[date]:
    """From the period of the first report or decision on, so that no period lacks a month."""
    firsts = (
        Decision.objects.aggregate(at=Min("created_at"))["at"],
        Report.objects.aggregate(at=Min("received_at"))["at"],
    )
    begun = min((timezone.localdate(at) for at in firsts if at is not None), default=None)
    month = Period.of(begun).first_month if begun is not None else None
    while month is not None and month <= last:
        yield month
        month = add_months(month, 1)


FIGURES_JOB = JobKind("count-figures", count_figures, Queue.SLOW, every=timedelta(days=1))
