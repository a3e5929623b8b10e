"""Tests with several cases, of which `make test` runs one, and `make test-long` the others."""

from collections.abc import Iterable
from typing import Any

import pytest


def cases(names: str, quick: Any, *, long: Iterable[Any]) -> pytest.MarkDecorator:
    """Parametrizes a test that takes the same steps in each case, such as at two widths.

    `make test` runs the case `quick`, and `make test-long` those of `long`. Choose it so that
    phones and computers, with and without scripts, each have their share of the quick cases. A case
    that tests something of its own is not for `long`: use `pytest.mark.parametrize`.
    """
    marked = [pytest.param(*_values(case), marks=pytest.mark.long) for case in long]
    return pytest.mark.parametrize(names, [pytest.param(*_values(quick)), *marked])


def _values(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)
