"""Where and on what the figures were measured: machine, versions, commit."""

import os
import platform
import shutil
import sqlite3
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.postgres import find_postgres_programs

SPEED_ROUNDS = 10


def describe_run() -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _output_of("git", "rev-parse", "HEAD"),
        "uncommitted changes": bool(_output_of("git", "status", "--porcelain")),
        "machine": {
            "system": platform.platform(),
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory GiB": round(_memory_bytes() / 2**30, 1),
            # Above the number of cores, the figures are of a busy machine.
            "load average": os.getloadavg()[0],
            # To compare figures of different days: this machine's speed varies by a factor of two.
            "fixed work, CPU ms": round(measure_speed(), 1),
        },
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": _postgres_version(),
    }


def measure_speed() -> float:
    """Returns the CPU milliseconds of a fixed piece of pure Python work: the least of some runs."""
    times = []
    for _round in range(SPEED_ROUNDS):
        start = time.process_time()
        _work()
        times.append((time.process_time() - start) * 1_000)
    return min(times)


def _work() -> int:
    """Texts, dictionaries, calls and numbers, as in a page. Changing it makes figures useless."""
    counts: dict[str, int] = {}
    for number in range(40_000):
        word = str(number * 7_919 % 10_007)
        counts[word] = counts.get(word, 0) + len(word.upper().split("1"))
    return sum(sorted(counts.values())) + len(",".join(sorted(counts)))


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _postgres_version() -> str:
    programs = find_postgres_programs()
    return _output_of(str(programs / "postgres"), "--version") if programs else ""


def _output_of(program: str, *arguments: str) -> str:
    """Returns "" if the program is not installed or fails."""
    path = shutil.which(program)
    if path is None:
        return ""
    completed = subprocess.run(  # noqa: S603 - our own arguments
        [path, *arguments], capture_output=True, text=True, check=False
    )
    return completed.stdout.strip()
