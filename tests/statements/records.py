"""What the run on SQLite tells the run on PostgreSQL: the statements of each test that passed.

A line for each test, written when it ends: a worker that is killed leaves those of earlier tests.
And the names of all tests that can run on PostgreSQL, with those that do so in any case.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Record:
    """CPU seconds of a test, and its SQL statements without their values (see recording.py)."""

    seconds: float
    statements: list[str]


Records = Mapping[str, Record]
# Tests that can run on PostgreSQL, and whether they do so whatever they execute.
Collected = Mapping[str, bool]
COLLECTED = "collected.json"


def add(path: Path, test: str, record: Record) -> None:
    with path.open("a") as file:
        file.write(json.dumps([test, asdict(record)]) + "\n")


def read(folder: Path) -> Records:
    """Returns the records of all workers."""
    return {
        test: Record(**record)
        for path in folder.glob("*.jsonl")
        for test, record in map(json.loads, path.read_text().splitlines())
    }


def write_collected(folder: Path, collected: Collected) -> None:
    (folder / COLLECTED).write_text(json.dumps(collected))


def read_collected(folder: Path) -> Collected:
    collected: Collected = json.loads((folder / COLLECTED).read_text())
    return collected
