"""Remembers the results of a slow query on SQLite until the database changes."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from sqlite3 import Connection
from threading import local
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class _Remembered(Generic[Result]):
    connection: Connection
    version: tuple[int, int]
    results: dict[Hashable, Result] = field(default_factory=dict)


class UntilChange(Generic[Result]):
    """Remembers results for each thread: SQLite tells each connection what changed.

    A change forgets the results for all values.
    """

    def __init__(self) -> None:
        self._of_thread = local()

    def get(self, connection: Connection, values: Hashable, query: Callable[[], Result]) -> Result:
        """Returns the result of `query`, which depends on `values` and on the database only."""
        # What a transaction changes can be rolled back, which changes no version.
        if connection.in_transaction:
            return query()
        # First the version: a change that comes in between is then noticed the next time.
        version = _version(connection)
        results = self._results_of(connection, version)
        if values not in results:
            results[values] = query()
        return results[values]

    def _results_of(
        self, connection: Connection, version: tuple[int, int]
    ) -> dict[Hashable, Result]:
        remembered: _Remembered[Result] | None = getattr(self._of_thread, "remembered", None)
        if not (
            remembered and remembered.connection is connection and remembered.version == version
        ):
            remembered = self._of_thread.remembered = _Remembered(connection, version)
        return remembered.results


def _version(connection: Connection) -> tuple[int, int]:
    """Returns numbers that change with each change by another and by this connection.

    See https://www.sqlite.org/pragma.html#pragma_data_version.
    """
    (by_others,) = connection.execute("PRAGMA data_version").fetchone()
    return by_others, connection.total_changes
