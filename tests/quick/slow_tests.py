"""The tests that `make quick` leaves out because each takes long: slow_tests.txt.

`make slow-tests` writes the list anew: the core tests that take more than MAX_CPU_MS on average
over their cases. No test fails for its time; a new one is in the quick loop until the list is
written again.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean

LIST = Path(__file__).with_name("slow_tests.txt")
# Measured on 27 November 2026 on 2 cores: of 5,078 core tests, 1,872 take longer.
# The others take 45 s.
MAX_CPU_MS = 50


def name_of(nodeid: str) -> str:
    """The test's name without the values of its parameters, which may hold any text."""
    return nodeid.partition("[")[0]


def read() -> set[str]:
    return set(LIST.read_text(encoding="utf-8").split())


def slow_names(cpu_ms: Mapping[str, float]) -> list[str]:
    """Chooses from the CPU time of each case, by its node ID."""
    times = defaultdict(list)
    for nodeid, taken in cpu_ms.items():
        times[name_of(nodeid)].append(taken)
    return sorted(name for name, taken in times.items() if mean(taken) > MAX_CPU_MS)


def write(recorded: Iterable[Path]) -> int:
    """Writes the list from the files of all workers; returns how many tests it has."""
    cpu_ms: dict[str, float] = {}
    for path in recorded:
        cpu_ms |= json.loads(path.read_text(encoding="utf-8"))
    names = slow_names(cpu_ms)
    LIST.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    return len(names)
