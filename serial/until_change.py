"""Remembers the results of slow queries until the database changes."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import local
from typing import Generic, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper

Result = TypeVar("Result")
# Of one UntilChange in one thread. A page of a list has about 40 kB.
MAX_RESULTS = 200


@dataclass(frozen=True)
class _Remembered(Generic[Result]):
    # Any: the connection of the database's driver.
    connection: object
    version: Hashable
    results: dict[Hashable, Result] = field(default_factory=dict)


class UntilChange(Generic[Result]):
    """Remembers results for each thread: SQLite tells each connection what changed.

    A change forgets the results for all values.
    """

    def __init__(self) -> None:
        self._of_thread = local()

    def get(
        self, database: BaseDatabaseWrapper, values: Hashable, query: Callable[[], Result]
    ) -> Result:
        """Returns the result of `query`, which depends on `values` and on the database only."""
        # What a transaction changes can be rolled back, which changes no version.
        if database.in_atomic_block or not database.get_autocommit():
            return query()
        # First the version: a change that comes in between is then noticed the next time.
        version = _version(database)
        results = self._results_of(database, version)
        if values not in results:
            if len(results) >= MAX_RESULTS:
                results.clear()
            results[values] = query()
        return results[values]

    def _results_of(
        self, database: BaseDatabaseWrapper, version: Hashable
    ) -> dict[Hashable, Result]:
        connection = database.connection
        remembered: _Remembered[Result] | None = getattr(self._of_thread, "remembered", None)
        if not (
            remembered and remembered.connection is connection and remembered.version == version
        ):
            remembered = self._of_thread.remembered = _Remembered(connection, version)
        return remembered.results


def _version(database: BaseDatabaseWrapper) -> Hashable:
    """Returns what differs after each change by another connection and by this one.

    On PostgreSQL the snapshot: which transactions are visible. While it is the same, so are the
    rows. A transaction gets a number when it first writes, and never an old one again. See
    https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-PG-SNAPSHOT.

    On SQLite see https://www.sqlite.org/pragma.html#pragma_data_version.
    """
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_current_snapshot()::text")
            (snapshot,) = cursor.fetchone()
        return str(snapshot)
    (by_others,) = database.connection.execute("PRAGMA data_version").fetchone()
    return by_others, database.connection.total_changes
