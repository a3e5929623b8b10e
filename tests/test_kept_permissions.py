"""Tests with transactions of their own leave content types and permissions in the database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.kept_permissions import KEPT


def flushed_tables() -> set[str]:
    return set(connection.introspection.django_table_names())


@pytest.mark.django_db
def test_their_tables_are_not_flushed_from_any_connection() -> None:
    assert flushed_tables() and not flushed_tables() & KEPT
    # A thread has a connection of its own, as the main thread has from the first browser test on.
    with ThreadPoolExecutor() as threads:
        assert threads.submit(flushed_tables).result() == flushed_tables()
