"""A worker (`manage.py work`) whose CPU time and memory are measured."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

MOST_SECONDS = 600.0
# It finishes the job that it has begun.
SECONDS_TO_END = 60.0


@contextmanager
def worker(environment: Mapping[str, str] | None = None) -> Iterator["subprocess.Popen[bytes]"]:
    """`environment`: what differs from that of this process."""
    # With the priority that deploy/ gives it. It ends by itself if this process is killed.
    command = ["nice", "-n5", sys.executable, "manage.py", "work", "--with-parent"]
    process = subprocess.Popen(  # noqa: S603 - our own arguments
        command, env={**os.environ, **(environment or {})}
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        finally:
            process.kill()


def wait_until(is_so: Callable[[], bool], seconds: float = MOST_SECONDS) -> None:
    """Raises TimeoutError after `seconds`."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"It did not end within {seconds:.0f} s.")
        time.sleep(0.2)


def memory_mb(process: int) -> float:
    """Returns the memory that the process holds now, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0
