"""One table of figures, medians over repeated runs; run it with `make bench`.

Server CPU is the time that this process and its threads computed, so that neither the disk
nor another program on the machine counts.
"""

import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import typing
from tests.postgres import find_programs, throwaway_cluster

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
    measure_pages()


def measure_pages() -> None:
    """On both databases, each in a process of its own: a process knows one database."""
    command = [sys.executable, "-m", "tests.bench.pages"]
    alone = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    subprocess.run(command, env=alone, check=True)  # noqa: S603 - our own arguments
    if find_programs() is None:
        sys.stdout.write("skipped: PostgreSQL is not installed\n")
        return
    with throwaway_cluster() as url:
        subprocess.run(command, env={**alone, "DATABASE_URL": url}, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
