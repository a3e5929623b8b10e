"""Trying many cases in one test that uses no database. With a database: see rolling_back.py."""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import Signature, signature
from typing import Any

Test = Callable[..., None]


def each_case(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Like pytest.mark.parametrize, but in one test: pytest and xdist take 2 ms for each test.

    All cases are tried. The report has each one that fails, with its values.
    """
    keys = names.replace(" ", "").split(",") if isinstance(names, str) else list(names)
    is_alone = isinstance(names, str) and len(keys) == 1
    cases = [dict(zip(keys, [case] if is_alone else case, strict=True)) for case in cases]

    def decorate(test: Test) -> Test:
        @wraps(test)
        def try_all(**others: object) -> None:
            failures = []
            for case in cases:
                try:
                    test(**others, **case)
                except Exception as error:
                    error.add_note(f"With {case}")
                    failures.append(error)
            if failures:
                raise ExceptionGroup(f"{len(failures)} of {len(cases)} cases", failures)

        others = [each for name, each in signature(test).parameters.items() if name not in keys]
        # pytest reads from it which fixtures to make, and what the decorator above adds.
        try_all.__signature__ = Signature(others)  # type: ignore[attr-defined]
        return try_all

    return decorate
