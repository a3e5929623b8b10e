"""Load tests with wrk, and the CPU time they cost the server."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS, SECONDS = 8, 5


@dataclass(frozen=True)
class Load:
    requests: int
    # Of the server processes, during the test.
    cpu_seconds: float
    p99_ms: float
    bytes_per_request: float
    error_count: int

    @property
    def per_cpu_second(self) -> float:
        return self.requests / self.cpu_seconds if self.cpu_seconds else 0

    @property
    def per_second(self) -> float:
        return self.requests / SECONDS

    def __str__(self) -> str:
        return (
            f"{self.per_cpu_second:8.0f} per CPU second, p99 {self.p99_ms:.1f} ms,"
            f" {self.bytes_per_request:,.0f} bytes, {self.error_count} errors"
        )


def find_wrk() -> str | None:
    return shutil.which("wrk")


def load(url: str, processes: list[int], cookie: str = "") -> Load:
    """Sends requests on CONNECTIONS connections for SECONDS, without pauses.

    `processes` are the ids of the server processes whose CPU time is measured.
    """
    wrk = find_wrk()
    assert wrk is not None
    headers = ["-H", "Accept-Encoding: gzip", "-H", f"Cookie: {cookie}"]
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", *headers, url]
    before = cpu_seconds(processes)
    completed = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    cpu = cpu_seconds(processes) - before
    output = completed.stdout
    requests = int(_match(r"(\d+) requests in", output))
    return Load(
        requests=requests,
        cpu_seconds=cpu,
        p99_ms=_milliseconds(_match(r"^ +99% +(\S+)$", output)),
        bytes_per_request=_bytes(_match(r"requests in \S+ (\S+) read", output)) / max(1, requests),
        error_count=int(_match(r"Non-2xx or 3xx responses: (\d+)", output) or 0),
    )


def cpu_seconds(processes: list[int]) -> float:
    ticks = 0
    for process in processes:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _match(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.MULTILINE)
    return match[1] if match else ""


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def _bytes(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}[unit]
