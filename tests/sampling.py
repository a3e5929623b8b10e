"""How many random examples and hostile texts a test tries.

`make quick` sets QUICK=1: every test runs, with a tenth of the examples and texts. `make test`
tries all of them on SQLite, and a tenth on PostgreSQL. `make test-long` sets LONG=1: ten times as
many random examples.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

Case = TypeVar("Case")

QUICK = os.environ.get("QUICK") == "1"
LONG = os.environ.get("LONG") == "1"
MIN_EXAMPLES = 10


def examples(number: int, least: int = MIN_EXAMPLES) -> int:
    """For hypothesis's max_examples."""
    if LONG:
        return number * 10
    return max(least, number // 10) if QUICK else number


def sample(cases: Sequence[Case]) -> Sequence[Case]:
    """Every tenth case with QUICK=1, otherwise all."""
    return cases[::10] if QUICK else cases
