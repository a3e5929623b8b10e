"""PostgreSQL plans the queries of the log with the values that they look for."""

import pytest
from django.db import connection

from serial.moderation.log.plans import planned_for_their_values

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_only_the_queries_inside_are_planned_anew() -> None:
    def mode() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW plan_cache_mode")
            return str(cursor.fetchone()[0])

    with planned_for_their_values():
        assert mode() == "force_custom_plan"
    assert mode() == "force_generic_plan"
