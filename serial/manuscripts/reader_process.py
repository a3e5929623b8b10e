"""Reads one file, in a process of its own: python -m serial.manuscripts.reader_process IN NAME OUT

Whatever a hostile file does ends this process, not the worker. It knows no database, no settings.
"""

import json
import resource
import sys
from pathlib import Path

from serial.manuscripts.limits import MAX_CPU_SECONDS, MAX_MEMORY_BYTES
from serial.manuscripts.problems import CannotRead, Problem
from serial.manuscripts.reading import read
from serial.manuscripts.serializing import dump_document


def main(source: str, name: str, target: str) -> int:
    """Writes the document to `target`, or the problem as JSON to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        Path(target).write_bytes(dump_document(read(Path(source), name)))
    except CannotRead as error:
        return _report(error.problem, error.detail)
    except (MemoryError, RecursionError):
        return _report(Problem.TOO_MUCH_WORK)
    return 0


def _report(problem: Problem, detail: str = "") -> int:
    sys.stdout.write(json.dumps({"problem": problem, "detail": detail}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
