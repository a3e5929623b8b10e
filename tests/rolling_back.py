"""Trying several things on the same rows, which take longer to make than the trying."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import caches
from django.db import transaction


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undoes what is written inside the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    # The next rows may have the same keys and versions, and so the same fingerprint.
    caches["pages"].clear()
