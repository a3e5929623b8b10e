"""Reads what wrk prints."""

import re
from dataclasses import dataclass

# wrk pads units to two characters, so "1.02s" has a trailing blank.
_QUANTITY = re.compile(r"(?P<number>[\d.]+) *(?P<unit>[a-zA-Z]*)")
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0, "h": 3_600_000.0}
_BYTES = {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30, "TB": 2**40}


class WrkOutputError(Exception):
    """Raised if wrk printed no count of requests. The message contains what it printed."""


@dataclass(frozen=True)
class WrkResult:
    requests: int
    # None if wrk printed no percentiles, for example because no response arrived.
    p99_ms: float | None
    bytes_read: float
    # Responses with a status of 400 or more, and connections that failed or timed out.
    error_count: int


def parse_wrk_output(output: str) -> WrkResult:
    """Reads the output of `wrk --latency`."""
    total = re.search(r"(\d+) requests in .*?, *(\S+) *read", output)
    if total is None:
        raise WrkOutputError(f"wrk printed no count of requests: {output.strip()[-300:]!r}")
    p99 = re.search(r"^ +99% +(.+)$", output, re.MULTILINE)
    return WrkResult(
        requests=int(total[1]),
        p99_ms=_parse_quantity(p99[1], _MILLISECONDS) if p99 else None,
        bytes_read=_parse_quantity(total[2], _BYTES) or 0.0,
        error_count=_count_errors(output),
    )


def _count_errors(output: str) -> int:
    statuses = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    sockets = re.search(r"Socket errors: (.+)$", output, re.MULTILINE)
    socket_errors = re.findall(r"\d+", sockets[1]) if sockets else []
    return (int(statuses[1]) if statuses else 0) + sum(map(int, socket_errors))


def _parse_quantity(text: str, units: dict[str, float] | dict[str, int]) -> float | None:
    match = _QUANTITY.fullmatch(text.strip())
    if match is None or match["unit"] not in units:
        return None
    return float(match["number"]) * units[match["unit"]]
