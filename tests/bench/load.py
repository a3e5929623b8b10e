"""Load tests with wrk, and the CPU time they cost the server."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Skipped, Values
from tests.bench.wrk_output import parse_wrk_output

CONNECTIONS = 8
# How long wrk may take after the end of the load test.
MARGIN_SECONDS = 60
ONCE_SCRIPT = Path(__file__).parent / "request_once.lua"


@dataclass(frozen=True)
class Load:
    requests: int
    seconds: int
    # Of the server processes, during the test.
    cpu_seconds: float
    p99_ms: float | None
    bytes_per_request: float
    error_count: int

    @property
    def per_cpu_second(self) -> float:
        return self.requests / self.cpu_seconds if self.cpu_seconds else 0.0

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    def values(self, label: str) -> Values:
        """Returns the values whose names start with `label`, such as "rendered"."""
        values = {f"{label}, per CPU second": self.per_cpu_second}
        if self.p99_ms is not None:
            values[f"{label}, p99 ms"] = self.p99_ms
        values["bytes with headers"] = round(self.bytes_per_request)
        if self.error_count:
            values[f"{label}, errors"] = self.error_count
        return values


def load(url: str, processes: list[int], *, seconds: int, cookie: str = "") -> Load:
    """Sends requests on CONNECTIONS connections for `seconds`, without pauses.

    `processes` are the ids of the server processes whose CPU time is measured. Raises Skipped if
    wrk is not installed.
    """
    return _run_wrk([url], processes, seconds, cookie)


def load_once(
    site: str, paths: Sequence[str], processes: list[int], *, seconds: int, cookie: str = ""
) -> Load:
    """Does `load` with a different page for each request.

    Raises ValueError if there were not enough pages, so that some were requested twice.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        arguments = ["-s", str(ONCE_SCRIPT), site, "--", file.name]
        result = _run_wrk(arguments, processes, seconds, cookie)
    if result.requests > len(paths):
        raise ValueError(f"{result.requests} requests, but only {len(paths)} pages")
    return result


def _run_wrk(arguments: list[str], processes: list[int], seconds: int, cookie: str) -> Load:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise Skipped("wrk is not installed (Debian: apt install wrk)")
    headers = ["-H", "Accept-Encoding: gzip", "-H", f"Cookie: {cookie}"]
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *headers, *arguments]
    before = cpu_seconds(processes)
    completed = subprocess.run(  # noqa: S603 - our own arguments
        command, capture_output=True, text=True, check=False, timeout=seconds + MARGIN_SECONDS
    )
    cpu = cpu_seconds(processes) - before
    result = parse_wrk_output(completed.stdout + completed.stderr)
    if result.requests == 0:
        raise TimeoutError(f"no response in {seconds} s")
    return Load(
        requests=result.requests,
        seconds=seconds,
        cpu_seconds=cpu,
        p99_ms=result.p99_ms,
        bytes_per_request=result.bytes_read / max(1, result.requests),
        error_count=result.error_count,
    )


def cpu_seconds(processes: list[int]) -> float:
    ticks = 0
    for process in processes:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
