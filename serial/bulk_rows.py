"""Stores many rows of one model in one statement.

PostgreSQL reads them from one JSON value: a fifth of the work of bulk_create, which passes each
value by itself (docs/performance.md, Waves).
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
AnyField = models.Field[Any, Any]


def insert_rows(rows: Sequence[Row]) -> None:
    """Stores new rows, and sets their primary keys."""
    if not rows:
        return
    if connection.vendor != "postgresql":
        type(rows[0])._default_manager.bulk_create(rows)
        return
    keys = _insert(rows, f"RETURNING {_quoted(rows[0]._meta.pk)}")
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk, row._state.adding, row._state.db = key, False, connection.alias


def insert_missing_rows(rows: Sequence[Row]) -> None:
    """Stores those that no constraint forbids. Their primary keys are not set."""
    if not rows:
        return
    if connection.vendor != "postgresql":
        type(rows[0])._default_manager.bulk_create(rows, ignore_conflicts=True)
        return
    _insert(rows, "ON CONFLICT DO NOTHING")


def insert_missing_copies(copies: Sequence[tuple[Row, Sequence[int]]], name: str) -> None:
    """Stores each row once for each of the ids beside it, which its field `name` gets.

    Those that no constraint forbids. The rows are not changed.
    """
    wanted = [(row, ids) for row, ids in copies if ids]
    if not wanted:
        return
    meta = wanted[0][0]._meta
    key: AnyField = meta.get_field(name)  # type: ignore[assignment]
    fields = [field for field in meta.local_concrete_fields if field not in (meta.pk, key)]
    if connection.vendor == "postgresql":
        _insert_copies_at_once(wanted, fields, key)
        return
    for row, ids in wanted:
        _insert_copies(row, ids, fields, key)


def _insert_copies_at_once(
    copies: Sequence[tuple[models.Model, Sequence[int]]], fields: list[AnyField], key: AnyField
) -> None:
    columns = ", ".join(map(_quoted, fields))
    found = f"{_record(fields, 'copies bigint[]')}, unnest(found.copies) AS copy(id)"
    names = _names(fields)
    values = [{**_values(row, names), "copies": list(ids)} for row, ids in copies]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_table(copies[0][0])} ({columns}, {_quoted(key)})"  # noqa: S608 - its names
            f" SELECT {columns}, copy.id FROM {found} ON CONFLICT DO NOTHING",
            [json.dumps(values, default=_to_text)],
        )


def _insert_copies(
    row: models.Model, ids: Sequence[int], fields: list[AnyField], key: AnyField
) -> None:
    columns = ", ".join(map(_quoted, [*fields, key]))
    places = "%s, " * len(fields)
    values = [field.get_db_prep_save(row.__dict__[field.attname], connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR IGNORE INTO {_table(row)} ({columns})"  # noqa: S608 - names of the model
            f" SELECT {places}value FROM json_each(%s)",
            [*values, json.dumps(list(ids))],
        )


def _insert(rows: Sequence[Row], ending: str) -> list[tuple[Any, ...]]:
    fields = [field for field in rows[0]._meta.local_concrete_fields if not field.primary_key]
    columns = ", ".join(map(_quoted, fields))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_table(rows[0])} ({columns})"  # noqa: S608 - names of the model
            f" SELECT {columns} FROM {_record(fields)} {ending}",
            [_to_json(rows, fields)],
        )
        return cursor.fetchall() if cursor.description else []


def update_rows(rows: Sequence[Row], names: Sequence[str]) -> None:
    """Saves these fields of rows that exist."""
    if not rows:
        return
    if connection.vendor != "postgresql":
        type(rows[0])._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["pk"], update_fields=names
        )
        return
    meta = rows[0]._meta
    fields: list[AnyField] = [meta.get_field(name) for name in names]  # type: ignore[misc]
    key = _quoted(meta.pk)
    changes = ", ".join(f"{_quoted(field)} = found.{_quoted(field)}" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_table(rows[0])} AS stored SET {changes}"  # noqa: S608 - names of the model
            f" FROM {_record([meta.pk, *fields])} WHERE stored.{key} = found.{key}",
            [_to_json(rows, [meta.pk, *fields])],
        )


def _table(row: models.Model) -> str:
    return connection.ops.quote_name(row._meta.db_table)


def _quoted(field: AnyField) -> str:
    return connection.ops.quote_name(str(field.column))


def _record(fields: Sequence[AnyField], *more: str) -> str:
    columns = [f"{_quoted(field)} {field.db_type(connection)}" for field in fields]
    return f"jsonb_to_recordset(%s::jsonb) AS found({', '.join([*columns, *more])})"


def _to_json(rows: Sequence[models.Model], fields: Sequence[AnyField]) -> str:
    names = _names(fields)
    return json.dumps([_values(row, names) for row in rows], default=_to_text)


def _names(fields: Sequence[AnyField]) -> list[tuple[str, str]]:
    """Returns the column and the attribute of each field."""
    return [(str(field.column), field.attname) for field in fields]


def _values(row: models.Model, names: list[tuple[str, str]]) -> dict[str, object]:
    return {column: row.__dict__[name] for column, name in names}


def _to_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{value!r} cannot be stored in bulk.")
