"""Prints a table of figures, each the median of repeated runs. `make bench` runs it.

Server CPU is the processor time of this process and its threads. It does not include the disk or
other programs on the machine.
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

from tests.bench import typing_latency
from tests.postgres import find_postgres_programs, temporary_cluster

Bench = tuple[str, Callable[[], object]]
MODULES = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
# With this many runs, the median of another run differs by a few per cent only.
MAX_RUNS, MAX_SECONDS = 30, 10.0


def set_up_django() -> None:
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/bench.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    importlib.import_module("django").setup()
    importlib.import_module("django.core.management").call_command("migrate", verbosity=0)


def measure(function: Callable[[], object]) -> tuple[float, float, int]:
    """Returns the median and the maximum CPU time in milliseconds, and the number of runs."""
    function()
    times: list[float] = []
    end = time.monotonic() + MAX_SECONDS
    while len(times) < MAX_RUNS and time.monotonic() < end:
        start = time.process_time()
        function()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times), max(times), len(times)


def main() -> None:
    set_up_django()
    write = sys.stdout.write
    write(f"{'':48}{'median ms':>12}{'worst ms':>12}{'runs':>8}\n")
    for name in MODULES:
        for label, function in importlib.import_module(f"tests.bench.{name}").benches():
            median, worst, runs = measure(function)
            write(f"{label:48}{median:12.1f}{worst:12.1f}{runs:8}\n")
            sys.stdout.flush()
    typing_latency.main()
    measure_pages()


def measure_pages() -> None:
    """Measures on both databases, in a process for each: a process can only use one database."""
    command = [sys.executable, "-m", "tests.bench.run_pages"]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    subprocess.run(command, env=environment, check=True)  # noqa: S603 - our own arguments
    if find_postgres_programs() is None:
        sys.stdout.write("skipped: PostgreSQL is not installed\n")
        return
    with temporary_cluster() as url:
        subprocess.run(command, env={**environment, "DATABASE_URL": url}, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
