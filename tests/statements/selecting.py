"""A plugin of pytest that runs chosen tests on PostgreSQL: -p tests.statements.selecting.

They are chosen by what the run on SQLite recorded. What it did not run is run, and so are tests
marked "both_databases" and those with transactions of their own: where two people press at the same
time, the databases differ most.
"""

import os
from pathlib import Path

import pytest

from tests.statements.choosing import choose
from tests.statements.records import read


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Not when this plugin is loaded: Django has no settings yet.
    from tests.conftest import is_rolled_back

    records = read(Path(os.environ["STATEMENTS"]))
    chosen = choose(records)
    left_out = {
        item
        for item in items
        if item.nodeid in records
        and item.nodeid not in chosen
        and is_rolled_back(item)
        and not item.get_closest_marker("both_databases")
    }
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]
