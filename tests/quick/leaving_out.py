"""A plugin of pytest that leaves out the slow tests: -p tests.quick.leaving_out."""

import pytest

from tests.quick import slow_tests


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    names = slow_tests.read()
    left_out = [item for item in items if slow_tests.name_of(item.nodeid) in names]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if slow_tests.name_of(item.nodeid) not in names]
