"""A plugin of pytest that writes which SQL statements of the site each test executes.

-p tests.statements.recording turns it on. The environment's STATEMENTS is the folder in which each
worker writes a file. What a test itself reads and writes, for what it begins with and compares, is
no statement of the site. Recorded are tests that passed and used one connection: where two people
press at the same time, the databases differ most.
"""

import hashlib
import os
import re
import sys
import time
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path
from threading import get_ident
from types import FrameType
from typing import Any

import pytest
from django.core import handlers
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.backends.utils import CursorWrapper

from tests.run import NOT_USING_DATABASE, NOT_USING_DATABASE_FILES
from tests.statements.records import Record, add, write_collected

# Lists of values and of cases, of whatever length, and the numbers of savepoints and limits.
LIST = re.compile(r"\(%s(?:, %s)*\)(?:, \(%s(?:, %s)*\))*")
CASES = re.compile(r"(WHEN \([^()]* = %s\) THEN %s )(?:\1)+")
NUMBER = re.compile(r'"s\d+_x\d+"|\b\d+\b')
PROJECT = Path(__file__).parents[2]
TESTS = f"{PROJECT / 'tests'}/"
# Of these, the site's own and those that answer requests.
SITE = (f"{PROJECT / 'serial'}/", f"{PROJECT / 'accounts'}/", str(Path(handlers.__file__).parent))
IGNORED = (
    *(f"tests/{folder}/" for folder in NOT_USING_DATABASE),
    *(f"tests/{file}::" for file in NOT_USING_DATABASE_FILES),
)
# Unless they are marked "postgres".
ON_SQLITE = ("extended", "long", "counts_reads")
FOLDER = Path(os.environ.get("STATEMENTS", ""))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "all")
CALLS_WRAPPERS = CursorWrapper._execute_with_wrappers.__code__  # type: ignore[attr-defined]
HAS_PASSED = pytest.StashKey[bool]()


@cache
def name_of(sql: str, error: str = "") -> str:
    """The same for statements that differ in their values only, and in how they failed."""
    for pattern, short in ((LIST, "(%s)"), (CASES, r"\1"), (NUMBER, "0")):
        sql = pattern.sub(short, sql)
    shape = f"{sql} {error}"
    return hashlib.blake2b(shape.encode(), digest_size=8).hexdigest()


def is_of_the_site() -> bool:
    """Whether the site makes the statement that is executed, called by a test or not."""
    frame: FrameType | None = sys._getframe(1)
    while frame and frame.f_code is not CALLS_WRAPPERS:
        frame = frame.f_back
    while frame and not (file := frame.f_code.co_filename).startswith(TESTS):
        if file.startswith(SITE):
            return True
        frame = frame.f_back
    return False


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before those are left out that do not run on SQLite."""
    # Not when this plugin is loaded: Django has no settings yet.
    from tests.conftest import uses_database

    if WORKER in {"gw0", "all"}:
        collected = {
            item.nodeid: is_marked(item, "both_databases")
            for item in items
            if uses_database(item) and can_run_on_postgresql(item)
        }
        write_collected(FOLDER, collected)


def can_run_on_postgresql(item: pytest.Item) -> bool:
    is_ignored = item.nodeid.startswith(IGNORED)
    return not is_ignored and (is_marked(item, "postgres") or not is_marked(item, *ON_SQLITE))


def is_marked(item: pytest.Item, *markers: str) -> bool:
    return any(item.get_closest_marker(marker) for marker in markers)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.passed:
        item.stash[HAS_PASSED] = True
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    executed: set[str] = set()
    threads: set[int] = set()

    def record(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        try:
            result = execute(sql, *arguments)
        except Exception as error:
            add_name(name_of(sql, type(error).__name__))
            raise
        add_name(name_of(sql))
        return result

    def add_name(name: str) -> None:
        if name not in executed and is_of_the_site():
            executed.add(name)

    def see_connection(**_signal: object) -> None:
        threads.add(get_ident())

    began = time.process_time()
    connection_created.connect(see_connection)
    with connection.execute_wrapper(record):
        result = yield
    connection_created.disconnect(see_connection)
    if HAS_PASSED in item.stash and threads <= {get_ident()}:
        record_of_test = Record(round(time.process_time() - began, 3), sorted(executed))
        add(FOLDER / f"{WORKER}.jsonl", item.nodeid, record_of_test)
    return result
