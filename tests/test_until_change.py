"""The result of a query is remembered until the database changes."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from serial.until_change import MAX_RESULTS, UntilChange

pytestmark = pytest.mark.both_databases


def connect(path: Path) -> BaseDatabaseWrapper:
    """Another connection of Django's: to a file, or to PostgreSQL if the tests run there."""
    default = connections["default"]
    database = default.copy()
    if default.vendor == "sqlite":
        database.settings_dict["NAME"] = str(path / "db.sqlite3")
    return database


def run(database: BaseDatabaseWrapper, statement: str) -> None:
    with database.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def database(tmp_path: Path, transactional_db: None) -> Iterator[BaseDatabaseWrapper]:
    with closing(connect(tmp_path)) as database:
        run(database, "CREATE TABLE remembered (title TEXT)")
        yield database
        database.set_autocommit(True)
        run(database, "DROP TABLE remembered")


class Counted:
    """Counts the rows, and how often it had to."""

    def __init__(self) -> None:
        self.runs = 0
        self.remembered = UntilChange[int]()

    def get(self, database: BaseDatabaseWrapper, value: int = 0) -> int:
        return self.remembered.get(database, value, lambda: self._count(database))

    def _count(self, database: BaseDatabaseWrapper) -> int:
        self.runs += 1
        with database.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM remembered")
            (count,) = cursor.fetchone()
        return int(count)


def add(database: BaseDatabaseWrapper) -> None:
    run(database, "INSERT INTO remembered VALUES ('The Fire')")


@pytest.mark.counts_reads
def test_remembers_until_this_or_another_connection_changes_something(
    database: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    counted = Counted()
    assert [counted.get(database), counted.get(database), counted.runs] == [0, 0, 1]
    add(database)
    assert [counted.get(database), counted.get(database), counted.runs] == [1, 1, 2]
    with closing(connect(tmp_path)) as other:
        add(other)
        assert [counted.get(database), counted.get(database), counted.runs] == [2, 2, 3]
        run(other, "UPDATE remembered SET title = 'The Well'")
        assert [counted.get(database), counted.get(database), counted.runs] == [2, 2, 4]
        # What one connection was told says nothing about the other.
        assert [counted.get(other), counted.get(other), counted.runs] == [2, 2, 5]


def test_change_shows_when_its_transaction_ends(
    database: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    counted = Counted()
    with closing(connect(tmp_path)) as other:
        other.ensure_connection()
        for rows, ended in ((1, other.commit), (1, other.rollback)):
            other.set_autocommit(False)
            add(other)
            before = counted.get(database)
            ended()
            other.set_autocommit(True)
            assert before == rows - (ended == other.commit)
            assert counted.get(database) == rows


@pytest.mark.counts_reads
def test_remembers_a_result_for_each_value_and_forgets_them_together(
    database: BaseDatabaseWrapper,
) -> None:
    counted = Counted()
    for runs in (2, 4):
        for value in (1, 2, 1, 2):
            counted.get(database, value)
        assert counted.runs == runs
        add(database)


@pytest.mark.counts_reads
def test_number_of_results_is_bounded(database: BaseDatabaseWrapper) -> None:
    counted = Counted()
    for value in range(MAX_RESULTS + 1):
        counted.get(database, value)
    counted.get(database, 0)
    assert counted.runs == MAX_RESULTS + 2


def test_remembers_nothing_that_is_rolled_back(database: BaseDatabaseWrapper) -> None:
    counted = Counted()
    database.ensure_connection()
    for _turn in range(2):
        database.set_autocommit(False)
        add(database)
        assert counted.get(database) == 1
        database.rollback()
        database.set_autocommit(True)
        assert counted.get(database) == 0
