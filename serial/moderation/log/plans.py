"""How PostgreSQL plans the queries of the log.

Elsewhere it plans a query once for all values (serial/environment.py). The filters of a search
differ too much for that: with a million decisions, a plan that knew neither them nor the limit took
2.3 s, and one that did 5 ms.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def planned_for_their_values() -> Iterator[None]:
    """The queries inside are planned anew, with the values that they look for."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        yield
