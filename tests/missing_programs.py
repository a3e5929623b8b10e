"""Tests of programs that are not installed are skipped, or fail where REQUIRE names the program.

REQUIRE is a list such as "postgres,browser". .ci/run names all that a test of `make test` uses.
"""

import os
from typing import NoReturn

import pytest


def required_programs() -> set[str]:
    return set(filter(None, os.environ.get("REQUIRE", "").split(",")))


def skip_without(name: str, programs: str) -> NoReturn:
    """Skips the test, or fails it if REQUIRE contains the name.

    programs: as in "PostgreSQL" or "Java or EPUBCheck": the reason says that it is not installed.
    """
    if name in required_programs():
        pytest.fail(f"{programs} is not installed, and REQUIRE contains {name}")
    pytest.skip(f"{programs} is not installed")
