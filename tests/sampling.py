"""How many random examples, hostile texts and rows of a whole table a test tries.

`make quick` sets QUICK=1: every test runs, with a tenth of the examples and texts, shorter ones
where a long one shows that the time does not grow with the square of the length, and a share of the
long tables and of those in which everything is tried with everything. `make test` tries a quarter
of the examples, which are the same in every run, and all texts and tables on SQLite; on PostgreSQL
what `make quick` does. Where everything is tried in every way (the tests marked "sweep"), it takes
turns: each thing in some of the ways; and of a sweep's pages it opens with axe those that show
what no other of them shows (browser/new_parts.py).
`make test-long` sets LONG=1: ten times the examples, so forty times as many as `make test`, and
everything in every way.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

Case = TypeVar("Case")

QUICK = os.environ.get("QUICK") == "1"
LONG = os.environ.get("LONG") == "1"
MIN_EXAMPLES = 5


def examples(number: int, least: int = MIN_EXAMPLES) -> int:
    """For hypothesis's max_examples."""
    if LONG:
        return number * 10
    return max(least, number // (10 if QUICK else 4))


def sample(cases: Sequence[Case]) -> Sequence[Case]:
    """Every tenth case with QUICK=1, otherwise all."""
    return cases[::10] if QUICK else cases


def shorten(text: str, parts: int) -> str:
    """With QUICK=1 the first of so many parts of the text, otherwise all of it."""
    return text[: len(text) // parts] if QUICK else text


def share(cases: Sequence[Case], turn: int, parts: int) -> Sequence[Case]:
    """With QUICK=1 one of `parts` shares of the cases, at each turn the next one; otherwise all.

    For tests that try everything with everything: each turn of the outer loop gets another share,
    so every case is tried in some turn.
    """
    if not QUICK or not cases:
        return cases
    parts = min(parts, len(cases))
    return cases[turn % parts :: parts]


def in_turns(cases: Sequence[Case], turn: int, parts: int) -> Sequence[Case]:
    """One of `parts` shares of the cases, at each turn the next one; with LONG=1 all.

    For tests that open all pages in several ways, and are marked "sweep": together the pages are
    opened in each way.
    """
    return cases if LONG else cases[turn % parts :: parts]
