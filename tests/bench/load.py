"""wrk, and what it cost the server."""

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
    # CPU seconds that the watched processes computed meanwhile.
    cpu: float
    p99_ms: float
    bytes_per_request: float
    refused: int

    @property
    def per_cpu_second(self) -> float:
        return self.requests / self.cpu if self.cpu else 0

    @property
    def per_second(self) -> float:
        return self.requests / SECONDS


def wrk_or_none() -> str | None:
    return shutil.which("wrk")


def load(address: str, watched: list[int], cookie: str = "") -> Load:
    """Eight connections for five seconds, each asking again as soon as it is answered."""
    wrk = wrk_or_none()
    assert wrk is not None
    headers = ["-H", "Accept-Encoding: gzip", "-H", f"Cookie: {cookie}"]
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", *headers, address]
    before = cpu_seconds(watched)
    made = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    cpu = cpu_seconds(watched) - before
    said = made.stdout
    requests = int(_found(r"(\d+) requests in", said))
    return Load(
        requests=requests,
        cpu=cpu,
        p99_ms=_milliseconds(_found(r"^ +99% +(\S+)$", said)),
        bytes_per_request=_bytes(_found(r"requests in \S+ (\S+) read", said)) / max(1, requests),
        refused=int(_found(r"Non-2xx or 3xx responses: (\d+)", said) or 0),
    )


def cpu_seconds(processes: list[int]) -> float:
    ticks = 0
    for process in processes:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    return found[1] if found else ""


def _milliseconds(said: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", said).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def _bytes(said: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", said).groups()  # type: ignore[union-attr]
    return float(number) * {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}[unit]
