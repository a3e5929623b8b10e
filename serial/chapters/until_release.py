"""Remembers what pages show until the database changes or a chapter is released.

No job runs at a release, so the current time is among the values of the queries of most pages.
Between two releases it makes no difference: a query with the time of an earlier request returns the
same rows.
"""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Min

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import LATEST_RELEASE
from serial.until_change import UntilChange

Result = TypeVar("Result")


class _Period(Generic[Result]):
    """The time between two releases, and the results that hold for it.

    start: the time of the request that began it.
    """

    def __init__(self, start: datetime) -> None:
        self._begin(start)

    def _begin(self, start: datetime) -> None:
        self.start = start
        self.results: dict[Hashable, Result] = {}
        self._end: datetime | None = None

    def move_to(self, now: datetime) -> None:
        """Begins anew if a chapter was released since the start, or the clock was set back."""
        if not self.start <= now < self._read_end():
            self._begin(now)

    def _read_end(self) -> datetime:
        # Only when the period is used again: within a transaction it never is.
        if self._end is None:
            later = Chapter.objects.filter(deleted_at=None, release_at__gt=self.start)
            self._end = later.aggregate(end=Min("release_at"))["end"] or LATEST_RELEASE
        return self._end


class UntilRelease(Generic[Result]):
    """Remembers the results for the latest MAX_RESULTS values, in each thread."""

    def __init__(self, max_results: int) -> None:
        self._max_results = max_results
        self._periods = UntilChange[_Period[Result]]()

    def get(self, now: datetime, values: Hashable, load: Callable[[datetime], Result]) -> Result:
        """Returns the result of `load` for a time between the last release and `now`.

        load: takes this time in place of the current time. Its result depends on it only by what
            is released, on `values` and on the database.
        """
        database = connections[DEFAULT_DB_ALIAS]
        period = self._periods.get(database, None, lambda: _Period(now))
        if period.start != now:
            period.move_to(now)
        if values not in period.results:
            if len(period.results) >= self._max_results:
                period.results.clear()
            period.results[values] = load(period.start)
        return period.results[values]
