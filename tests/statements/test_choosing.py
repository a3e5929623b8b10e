"""Tests are chosen so that each statement is executed often enough; new tests are always run."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from tests.statements.choosing import choose
from tests.statements.recording import is_of_the_site, name_of
from tests.statements.records import COLLECTED, Record, add, read, read_collected, write_collected
from tests.statements.selecting import select

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


RANDOM = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.builds(Record, st.floats(0, 9), st.lists(st.sampled_from("123456789"), unique=True)),
)


@given(RANDOM, st.integers(1, 3))
def test_no_chosen_test_can_be_left_out(records: dict[str, Record], least: int) -> None:
    def times(tests: set[str]) -> Counter[str]:
        executed = Counter(name for test in tests for name in records[test].statements)
        return Counter({name: min(number, least) for name, number in executed.items()})

    chosen = choose(records, least)
    assert times(chosen) == times(set(records))
    assert [test for test in chosen if times(chosen - {test}) == times(chosen)] == []


def test_what_did_not_pass_on_sqlite_is_selected() -> None:
    collected = {"slow": False, "quick": False, "other": False, "same": True, "new": False}
    assert select(collected, RECORDS) == {"slow", "other", "same", "new"}
    del collected["other"], collected["slow"]
    assert select(collected, RECORDS) == {"quick", "same", "new"}


def test_statements_differ_by_what_they_do() -> None:
    same = [
        ("SELECT a FROM t WHERE b IN (%s)", "SELECT a FROM t WHERE b IN (%s, %s, %s)"),
        ("INSERT INTO t (a, b) VALUES (%s, %s)", "INSERT INTO t (a, b) VALUES (%s, %s), (%s, %s)"),
        ('SAVEPOINT "s13_x1"', 'SAVEPOINT "s99_x27"'),
        ("SELECT a FROM t LIMIT 20", "SELECT a FROM t LIMIT 5"),
        (
            'CASE WHEN ("t"."id" = %s) THEN %s ELSE NULL END',
            'CASE WHEN ("t"."id" = %s) THEN %s WHEN ("t"."id" = %s) THEN %s ELSE NULL END',
        ),
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
    collected = {"one": True, "two": False}
    write_collected(tmp_path, collected)
    assert read_collected(tmp_path) == collected and (tmp_path / COLLECTED).exists()


def test_statements_of_tests_are_not_of_the_site(author: User) -> None:
    seen = []

    def see(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        seen.append((sql.partition(" ")[0], is_of_the_site()))
        return execute(sql, *arguments)

    with connection.execute_wrapper(see):
        User.objects.filter(pk=author.pk).exists()
        author.is_author()
    assert seen == [("SELECT", False), ("SELECT", True)]
