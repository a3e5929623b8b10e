"""A plugin of pytest that writes the CPU time of each test: -p tests.quick.recording.

The environment's CPU_TIMES is the folder in which each worker writes a file.
"""

import json
import os
import time
from collections.abc import Generator
from pathlib import Path

import pytest

_cpu_ms: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    began = time.process_time()
    result = yield
    _cpu_ms[item.nodeid] = round((time.process_time() - began) * 1000, 1)
    return result


def pytest_sessionfinish() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "all")
    path = Path(os.environ["CPU_TIMES"]) / f"{worker}.json"
    path.write_text(json.dumps(_cpu_ms), encoding="utf-8")
