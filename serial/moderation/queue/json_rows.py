"""Rows of other tables as a column, so that one query reads an item with all that belongs to it."""

import json
from datetime import UTC, datetime
from typing import Any

from django.db.models import IntegerField, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler


class JsonRows(Subquery):
    """The rows of a queryset as a list of dictionaries, in its order.

    fields: what each dictionary has, as the arguments of JSONObject.
    """

    output_field = JSONField()

    def __init__(self, rows: "QuerySet[Any]", **fields: object) -> None:
        super().__init__(rows.annotate(as_json=JSONObject(**fields)).values("as_json"))

    template = "(SELECT coalesce(jsonb_agg(as_json), '[]'::jsonb) FROM (%(subquery)s) AS found)"

    # Any: the signature of Django's method.
    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        # json() because the subquery gives the objects as text.
        template = "(SELECT json_group_array(json(as_json)) FROM (%(subquery)s))"
        return super().as_sql(compiler, connection, template=template, **extra)


class CountUpTo(Subquery):
    """How many rows there are, at most `limit`: counting a hundred thousand takes too long."""

    output_field = IntegerField()

    def __init__(self, rows: "QuerySet[Any]", limit: int) -> None:
        super().__init__(rows.order_by().values("pk")[:limit])

    template = "(SELECT count(*) FROM (%(subquery)s) AS found)"


def parse_time(text: str) -> datetime:
    """SQLite writes times in UTC without saying so."""
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def parse_json(value: Any) -> Any:
    """Returns the value of a JSON field in one of the rows, which SQLite gives as text."""
    return json.loads(value) if isinstance(value, str) else value
