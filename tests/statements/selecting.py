"""A plugin of pytest that runs chosen tests on PostgreSQL: -p tests.statements.selecting.

They are chosen by what the run on SQLite recorded. What it did not record is run, and so are tests
marked "both_databases".
"""

import os
from functools import cache
from pathlib import Path

import pytest

from tests.statements.choosing import choose
from tests.statements.records import Collected, Records, read, read_collected


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Reading all files takes a worker 4 s of CPU time."""
    name = collection_path.relative_to(config.rootpath).as_posix()
    is_left_out = collection_path.name.startswith("test_") and name not in selected_files()
    # None: as without this plugin.
    return is_left_out or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    selected = selected_tests()
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in selected])
    items[:] = [item for item in items if item.nodeid in selected]


@cache
def selected_tests() -> set[str]:
    folder = Path(os.environ["STATEMENTS"])
    return select(read_collected(folder), read(folder))


@cache
def selected_files() -> set[str]:
    return {test.partition("::")[0] for test in selected_tests()}


def select(collected: Collected, records: Records) -> set[str]:
    chosen = choose({test: records[test] for test in records if test in collected})
    return {
        test
        for test, in_any_case in collected.items()
        if in_any_case or test not in records or test in chosen
    }
