"""Rows for the tables of docs/reliability.md."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime


def table_row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def date_and_machine() -> tuple[str, str]:
    """To be asked before the run, which is a load itself."""
    load = round(os.getloadavg()[0])
    return f"{datetime.now(UTC):%Y-%m-%d}", f"{os.cpu_count()} cores, load {load}"
