"""The result of a query is remembered until the SQLite database changes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from serial.until_change import UntilChange


def connect(path: Path) -> sqlite3.Connection:
    """Connects as Django does: changes are committed at once, outside of a transaction."""
    return sqlite3.connect(path / "db.sqlite3", isolation_level=None)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(tmp_path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE story (title TEXT)")
        yield connection


class Counted:
    """Counts the stories, and how often it had to."""

    def __init__(self) -> None:
        self.runs = 0
        self.remembered = UntilChange[int]()

    def get(self, connection: sqlite3.Connection, value: int = 0) -> int:
        return self.remembered.get(connection, value, lambda: self._count(connection))

    def _count(self, connection: sqlite3.Connection) -> int:
        self.runs += 1
        (count,) = connection.execute("SELECT count(*) FROM story").fetchone()
        return int(count)


def add(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO story VALUES ('The Fire')")


def test_remembers_until_this_or_another_connection_changes_something(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    counted = Counted()
    assert [counted.get(connection), counted.get(connection), counted.runs] == [0, 0, 1]
    add(connection)
    assert [counted.get(connection), counted.get(connection), counted.runs] == [1, 1, 2]
    with closing(connect(tmp_path)) as other:
        add(other)
        assert [counted.get(connection), counted.get(connection), counted.runs] == [2, 2, 3]
        other.execute("UPDATE story SET title = 'The Well'")
        assert [counted.get(connection), counted.get(connection), counted.runs] == [2, 2, 4]
        # The numbers of another connection say nothing about this one.
        assert [counted.get(other), counted.get(other), counted.runs] == [2, 2, 5]


def test_remembers_a_result_for_each_value_and_forgets_them_together(
    connection: sqlite3.Connection,
) -> None:
    counted = Counted()
    for runs in (2, 4):
        for value in (1, 2, 1, 2):
            counted.get(connection, value)
        assert counted.runs == runs
        add(connection)


def test_remembers_nothing_that_is_rolled_back(connection: sqlite3.Connection) -> None:
    counted = Counted()
    for _turn in range(2):
        connection.execute("BEGIN")
        add(connection)
        assert counted.get(connection) == 1
        connection.execute("ROLLBACK")
        assert counted.get(connection) == 0
