"""What the run on SQLite tells the run on PostgreSQL: the statements of each test."""

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


def write(path: Path, records: Records) -> None:
    path.write_text(json.dumps({test: asdict(record) for test, record in records.items()}))


def read(folder: Path) -> Records:
    """Returns the records of all workers."""
    return {
        test: Record(**record)
        for path in folder.glob("*.json")
        for test, record in json.loads(path.read_text()).items()
    }
