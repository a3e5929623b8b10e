"""What one page costs the server, without a server: CPU milliseconds, made anew and kept."""

import statistics
import time

from django.core.cache import caches
from django.test import Client

RUNS = 30


def milliseconds(client: Client, page: str, *, keeps: bool) -> float:
    """The median; without `keeps` nothing that was made before is there to be used."""
    figures = []
    for _ in range(RUNS):
        if not keeps:
            caches["pages"].clear()
        before = time.process_time()
        client.get(page)
        figures.append((time.process_time() - before) * 1000)
    return statistics.median(figures)
