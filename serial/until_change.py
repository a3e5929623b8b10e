"""Remembers the result of a slow query on SQLite until the database changes."""

from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import Connection
from threading import local
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class _Remembered(Generic[Result]):
    connection: Connection
    version: tuple[int, int]
    result: Result


class UntilChange(Generic[Result]):
    """Remembers one result for each thread: SQLite tells each connection what changed."""

    def __init__(self) -> None:
        self._of_thread = local()

    def get(self, connection: Connection, query: Callable[[], Result]) -> Result:
        # What a transaction changes can be rolled back, which changes no version.
        if connection.in_transaction:
            return query()
        # First the version: a change that comes in between is then noticed the next time.
        version = _version(connection)
        remembered: _Remembered[Result] | None = getattr(self._of_thread, "remembered", None)
        if remembered and remembered.connection is connection and remembered.version == version:
            return remembered.result
        result = query()
        self._of_thread.remembered = _Remembered(connection, version, result)
        return result


def _version(connection: Connection) -> tuple[int, int]:
    """Returns numbers that change with each change by another and by this connection.

    See https://www.sqlite.org/pragma.html#pragma_data_version.
    """
    (by_others,) = connection.execute("PRAGMA data_version").fetchone()
    return by_others, connection.total_changes
