"""Copies a row many times in one statement: a million rows take seconds, not minutes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, models

# "n" is the number of the copy, from 1.
RANDOM_UUID = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


# Foreign keys are right by construction, and the site is deleted if the machine fails. Without
# enough cache, SQLite reads and writes a page of each index for each row.
BEFORE = {
    "sqlite": ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -1000000"),
    "postgresql": ("session_replication_role = replica",),
}
AFTER = {
    "sqlite": ("foreign_keys = ON", "synchronous = FULL", "cache_size = -2000"),
    "postgresql": ("session_replication_role = DEFAULT",),
}
KEYWORD = {"sqlite": "PRAGMA", "postgresql": "SET"}


@contextmanager
def without_checks() -> Iterator[None]:
    """Copies rows in a fraction of the time."""
    _set(*BEFORE[connection.vendor])
    try:
        yield
    finally:
        _set(*AFTER[connection.vendor])


def _set(*settings: str) -> None:
    with connection.cursor() as cursor:
        for setting in settings:
            cursor.execute(f"{KEYWORD[connection.vendor]} {setting}")


def copy_row(row: models.Model, count: int, changes: Mapping[str, str]) -> int:
    """changes: columns with what they are in a copy, as SQL, with `n` and the columns of `source`.

    Returns the primary key of the copy number 0, so to speak: the next has one more.
    """
    table = row._meta.db_table
    manager = type(row)._default_manager
    base: int = manager.order_by("-pk").values_list("pk", flat=True)[0]
    columns = [str(field.column) for field in row._meta.local_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    values = {column: f'source."{column}"' for column in columns}
    values |= {"id": f"{base} + n", **changes}
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names})"  # noqa: S608 - names of the model
            f" WITH RECURSIVE series(n) AS"
            f" (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {count})"
            f" SELECT {', '.join(values[column] for column in columns)}"
            f" FROM series CROSS JOIN {table} AS source WHERE source.id = {row.pk}"
        )
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {base + count})"
            )
    return base


def seconds_before(column: str, seconds: int) -> str:
    """Returns SQL: a time of the source, and for each copy so many seconds earlier."""
    if connection.vendor == "postgresql":
        return f"source.{column} - (n * {seconds}) * interval '1 second'"
    return f"strftime('%Y-%m-%d %H:%M:%f', source.{column}, '-' || (n * {seconds}) || ' seconds')"
