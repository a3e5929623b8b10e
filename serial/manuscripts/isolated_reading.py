"""Reads a file in a process of its own, with limits."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from serial.manuscripts.documents import Document
from serial.manuscripts.limits import MAX_CPU_SECONDS
from serial.manuscripts.problems import CannotRead, Problem
from serial.manuscripts.serializing import load_document

# On a machine that is busy, the CPU time takes longer.
MAX_SECONDS: Final = MAX_CPU_SECONDS * 5
_ROOT: Final = Path(__file__).parents[2]
# Not the site's secrets.
_PASSED: Final = ("PATH", "PYTHONPATH", "PYTHONPYCACHEPREFIX", "TMPDIR", "LANG", "LC_ALL")


def read_isolated(path: Path, name: str) -> Document:
    """Raises CannotRead, also if the process was killed by one of its limits."""
    with tempfile.TemporaryDirectory(prefix="manuscript-") as folder:
        target = Path(folder) / "document"
        arguments = [str(path), name, str(target)]
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and our own program
                [sys.executable, "-m", "serial.manuscripts.reader_process", *arguments],
                cwd=_ROOT,
                env={key: os.environ[key] for key in _PASSED if key in os.environ},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=MAX_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise CannotRead(Problem.TOO_MUCH_WORK) from error
        if target.exists() and done.returncode == 0:
            return load_document(target.read_bytes())
    raise _problem_of(done)


def _problem_of(done: "subprocess.CompletedProcess[bytes]") -> CannotRead:
    if done.returncode < 0:
        # Killed by a limit.
        return CannotRead(Problem.TOO_MUCH_WORK)
    if done.returncode:
        return CannotRead(Problem.DAMAGED, done.stderr.decode(errors="replace")[-500:])
    values = json.loads(done.stdout)
    return CannotRead(Problem(values["problem"]), values["detail"])
