"""The CPU time that a page costs, measured in this process, without and with the page cache."""

import statistics
import time

from django.core.cache import caches
from django.test import Client

RUNS = 30


def median_milliseconds(client: Client, page: str, *, use_cache: bool) -> float:
    times = []
    for _ in range(RUNS):
        if not use_cache:
            caches["pages"].clear()
        start = time.process_time()
        client.get(page)
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)
