"""Trying several things on the same rows, which take longer to make than the trying."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import Signature, signature
from typing import Any

from django.core.cache import caches
from django.db import transaction

Test = Callable[..., None]


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undoes what is written inside the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    # The next rows may have the same keys and versions, and so the same fingerprint.
    caches["pages"].clear()


def try_each(names: str, cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Like pytest.mark.parametrize, but in one test, whose fixtures are made once.

    What a case writes is undone before the next one. A case that fails is named, and the last one
    tried. Not for tests that change an object of a fixture, which stays changed, or that get a
    fixture by request.
    """
    keys, cases = names.split(", "), list(cases)

    def decorate(test: Test) -> Test:
        @wraps(test)
        def try_all(**fixtures: object) -> None:
            for case in cases:
                arguments = dict(zip(keys, case if len(keys) > 1 else [case], strict=True))
                try:
                    with rolled_back():
                        test(**fixtures, **arguments)
                except Exception as error:
                    error.add_note(f"With {arguments}")
                    raise

        others = [each for name, each in signature(test).parameters.items() if name not in keys]
        # pytest reads from it which fixtures to make.
        try_all.__signature__ = Signature(others)  # type: ignore[attr-defined]
        return try_all

    return decorate
