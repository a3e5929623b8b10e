"""The CPU time of functions and pages, measured in this process.

It is the processor time of this process and its threads. It does not include the disk or other
programs on the machine.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.figures import Measurement, Values
from tests.bench.scale import Scale


def measure_functions(
    scale: Scale, functions: Iterable[tuple[str, Callable[[], object]]]
) -> Iterator[Measurement]:
    for name, function in functions:
        yield name, partial(measure_function, scale, function)


def measure_function(scale: Scale, function: Callable[[], object]) -> Values:
    function()
    times = _cpu_times(scale, function)
    return {
        "median, CPU ms": statistics.median(times),
        "worst, CPU ms": max(times),
        "runs": len(times),
    }


def measure_page(scale: Scale, client: Client, url: str) -> Values:
    """Measures a page rendered and, with the same rows, from the page cache."""

    def render() -> object:
        caches["pages"].clear()
        return client.get(url)

    render()
    rendered = statistics.median(_cpu_times(scale, render))
    client.get(url)
    cached = statistics.median(_cpu_times(scale, lambda: client.get(url)))
    caches["pages"].clear()
    return {
        "rendered, CPU ms": rendered,
        "from the page cache, CPU ms": cached,
        "queries": count_queries(client, url),
    }


def count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    if response.status_code != 200:
        raise ValueError(f"{url} responds with {response.status_code}")
    return len(captured)


def _cpu_times(scale: Scale, function: Callable[[], object]) -> list[float]:
    """Returns the milliseconds of each run."""
    times: list[float] = []
    end = time.monotonic() + scale.max_seconds
    while not times or (len(times) < scale.max_runs and time.monotonic() < end):
        start = time.process_time()
        function()
        times.append((time.process_time() - start) * 1_000)
    return times
