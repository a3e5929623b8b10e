"""Searches every column of every table of the database for words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

Row = tuple[Any, ...]


def all_rows() -> Iterator[tuple[str, list[str], Row]]:
    """Yields the table, its columns, and the values of each row of the database."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - known
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield table, columns, row


def columns_with(words: Iterable[str]) -> set[tuple[str, str, str]]:
    """Returns (table, column, word) for each word that is in a value there, in any case."""
    words = [word.lower() for word in words]
    return {
        (table, column, word)
        for table, columns, row in all_rows()
        for column, value in zip(columns, row, strict=True)
        for word in words
        if word in str(value).lower()
    }


def rows_leading_to(row: models.Model) -> list[str]:
    """Returns the names of the relations through which other rows lead to this one."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.fields
        if field.related_model is type(row) and not model._meta.proxy
        if model._default_manager.filter(**{field.name: row.pk}).exists()
    ]
