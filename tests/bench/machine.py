"""Where and on what the figures were measured: machine, versions, commit."""

import os
import platform
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.postgres import find_postgres_programs


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
        },
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": _postgres_version(),
    }


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
