"""A plugin of pytest that writes which SQL statements each test executes.

-p tests.statements.recording turns it on. The environment's STATEMENTS is the folder in which each
worker writes a file.
"""

import hashlib
import os
import re
import time
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.statements.records import Record, add

# Lists of values, of whatever length, and the numbers of savepoints and limits.
LIST = re.compile(r"\(%s(?:, %s)*\)(?:, \(%s(?:, %s)*\))*")
NUMBER = re.compile(r'"s\d+_x\d+"|\b\d+\b')


@cache
def name_of(sql: str, error: str = "") -> str:
    """The same for statements that differ in their values only, and in how they failed."""
    shape = f"{NUMBER.sub('0', LIST.sub('(%s)', sql))} {error}"
    return hashlib.blake2b(shape.encode(), digest_size=8).hexdigest()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    executed: set[str] = set()

    def record(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        try:
            result = execute(sql, *arguments)
        except Exception as error:
            executed.add(name_of(sql, type(error).__name__))
            raise
        executed.add(name_of(sql))
        return result

    began = time.process_time()
    with connection.execute_wrapper(record):
        result = yield
    if executed:
        record_of_test = Record(round(time.process_time() - began, 3), sorted(executed))
        add(file_of_worker(), item.nodeid, record_of_test)
    return result


def file_of_worker() -> Path:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "all")
    return Path(os.environ["STATEMENTS"]) / f"{worker}.jsonl"
