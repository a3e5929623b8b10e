"""A plugin of pytest that sets the clock ahead: -p tests.clock_ahead, with DAYS=33.

For dates in tests that are in the future today. A test that sets the clock itself still does.
"""

import os
from datetime import timedelta

import pytest
import time_machine

_travel = time_machine.travel(timedelta(days=int(os.environ["DAYS"])))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out tests of the age of files: the system writes their times."""
    left_out = [item for item in items if item.get_closest_marker("age_of_files")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker("age_of_files")]


def pytest_sessionstart() -> None:
    _travel.start()


def pytest_sessionfinish() -> None:
    _travel.stop()
