"""Tests are chosen so that each statement is executed often enough; new tests are always run."""

from pathlib import Path

from tests.statements.choosing import choose
from tests.statements.recording import name_of
from tests.statements.records import Record, add, read

RECORDS = {
    "slow": Record(3, ["a", "b", "rare"]),
    "quick": Record(0.1, ["a", "b"]),
    "quicker": Record(0.05, ["a", "b"]),
    "other": Record(0.2, ["a", "c"]),
    "same": Record(0.3, ["a", "c"]),
}


def test_each_statement_is_executed_often_enough() -> None:
    assert choose(RECORDS, least=1) == {"slow", "other"}
    assert choose(RECORDS, least=2) == {"slow", "quicker", "other", "same"}
    assert choose(RECORDS, least=9) == set(RECORDS)
    assert choose({}, least=3) == set()


def test_statements_differ_by_what_they_do() -> None:
    same = [
        ("SELECT a FROM t WHERE b IN (%s)", "SELECT a FROM t WHERE b IN (%s, %s, %s)"),
        ("INSERT INTO t (a, b) VALUES (%s, %s)", "INSERT INTO t (a, b) VALUES (%s, %s), (%s, %s)"),
        ('SAVEPOINT "s13_x1"', 'SAVEPOINT "s99_x27"'),
        ("SELECT a FROM t LIMIT 20", "SELECT a FROM t LIMIT 5"),
    ]
    assert all(name_of(one) == name_of(other) for one, other in same)
    others = [statement for pair in same for statement in pair[:1]] + ["SELECT a FROM t LIMIT 5 "]
    assert len({name_of(statement) for statement in others}) == len(others)
    assert name_of("SELECT 1", "IntegrityError") != name_of("SELECT 1")


def test_records_of_all_workers_are_read(tmp_path: Path) -> None:
    for worker, test, record in (
        ("gw0", "one", "quick"),
        ("gw1", "two", "slow"),
        ("gw0", "three", "other"),
    ):
        add(tmp_path / f"{worker}.jsonl", test, RECORDS[record])
    assert read(tmp_path) == {
        "one": RECORDS["quick"],
        "two": RECORDS["slow"],
        "three": RECORDS["other"],
    }
