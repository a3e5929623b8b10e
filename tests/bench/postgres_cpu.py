"""The CPU time of the PostgreSQL server of a run."""

import os
from pathlib import Path

from django.db import connection


def postgres_cpu_seconds() -> float:
    """Of all its processes so far, also of those that have ended. 0 on SQLite."""
    if connection.vendor != "postgresql":
        return 0.0
    folder = Path(connection.settings_dict["OPTIONS"]["host"])
    server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    # Those that have ended are counted with the server itself.
    ticks = sum(_ticks(server)) + sum(sum(_ticks(int(child))[:2]) for child in children)
    return ticks / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> list[int]:
    """User and system time of the process, and of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return [int(field) for field in fields[11:15]]
