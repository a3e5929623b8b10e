"""A rhythm of releases: days that come back, each at the same time by the clocks of a zone."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import count

from serial.times.months import add_months
from serial.times.wall_clock import WallTimeKind, resolve_wall_time

DAY = timedelta(days=1)


class RhythmKind(StrEnum):
    WEEKLY = "weekly"
    INTERVAL = "interval"
    MONTHLY = "monthly"


@dataclass(frozen=True)
class Slot:
    """A day of a rhythm, and its moment in UTC."""

    day: date
    moment: datetime


@dataclass(frozen=True)
class Rhythm:
    """On some weekdays, every few days, or on a day of each month.

    first_day: no slot is earlier; an interval counts from it. weekdays: 0 for Monday to 6.
    month_day: in a shorter month its last day is taken.
    """

    kind: RhythmKind
    first_day: date
    time: time
    zone: tzinfo
    weekdays: frozenset[int] = frozenset()
    interval_days: int = 7
    month_day: int = 1

    def slots(self, after: datetime, before: datetime) -> Iterator[Slot]:
        """Yields the slots between two moments, both exclusive, soonest first."""
        # A gap can move a slot into the next day.
        start = after.astimezone(self.zone).date() - DAY
        last = after
        for day in self.days(max(start, self.first_day)):
            if day > before.date() + DAY:
                return
            moment = self.moment(day)
            # A zone that leaves out a whole day would have two slots on the next one.
            if last < moment < before:
                yield Slot(day, moment)
                last = moment

    def moment(self, day: date) -> datetime:
        """Returns the moment of the slot on a day, in UTC.

        A time that the clocks leave out becomes as much later as they are put forward: 02:30
        becomes 03:30. Of a time that occurs twice, it is the first.
        """
        wall_time = resolve_wall_time(day, self.time, self.zone)
        is_skipped = wall_time.kind is WallTimeKind.SKIPPED
        return wall_time.moments[-1 if is_skipped else 0].astimezone(UTC)

    def days(self, start: date) -> Iterator[date]:
        """Yields the days of the rhythm from `start` on, which is not before the first day."""
        if self.kind is RhythmKind.WEEKLY and not self.weekdays:
            return
        if self.kind is RhythmKind.WEEKLY:
            days = (start + DAY * n for n in count())
            yield from (day for day in days if day.weekday() in self.weekdays)
        elif self.kind is RhythmKind.INTERVAL:
            passed = (start - self.first_day).days
            first = start + DAY * (-passed % self.interval_days)
            yield from (first + DAY * self.interval_days * n for n in count())
        else:
            months = (add_months(start.replace(day=1), n) for n in count())
            days = (_day_of_month(month, self.month_day) for month in months)
            yield from (day for day in days if day >= start)


def _day_of_month(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
