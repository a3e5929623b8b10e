"""One table of figures, medians over repeated runs; run it with `make bench`.

Server CPU is the time that this process and its threads computed, so that neither the disk
nor another program on the machine counts.
"""

import importlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import typing

Bench = tuple[str, Callable[[], object]]
MODULES = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
# Enough for a median that another run repeats to a few per cent.
RUNS, SECONDS = 30, 10.0


def set_up_django() -> None:
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/bench.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    importlib.import_module("django").setup()
    importlib.import_module("django.core.management").call_command("migrate", verbosity=0)


def measure(act: Callable[[], object]) -> tuple[float, float, int]:
    """Median and worst of the CPU milliseconds of one act, and how often it ran."""
    act()
    figures: list[float] = []
    end = time.monotonic() + SECONDS
    while len(figures) < RUNS and time.monotonic() < end:
        before = time.process_time()
        act()
        figures.append((time.process_time() - before) * 1000)
    return statistics.median(figures), max(figures), len(figures)


def main() -> None:
    set_up_django()
    out = sys.stdout.write
    out(f"{'':48}{'median ms':>12}{'worst ms':>12}{'runs':>8}\n")
    for name in MODULES:
        for label, act in importlib.import_module(f"tests.bench.{name}").benches():
            median, worst, runs = measure(act)
            out(f"{label:48}{median:12.1f}{worst:12.1f}{runs:8}\n")
            sys.stdout.flush()
    typing.main()


if __name__ == "__main__":
    main()
