"""Rows that are stored in bulk, their ids and their slugs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import count, islice

from django.db import connection, models

from serial.slugs.generation import find_free_slug

# Ids reserved by one query.
_BLOCK = 500


@dataclass
class NewRows:
    """Rows that are not stored yet. Each field of a subclass lists the rows of one model."""

    def store(self, batch_size: int) -> None:
        """Stores the rows of the first field first: those of the other fields refer to them."""
        for field in fields(self):
            rows: list[models.Model] = getattr(self, field.name)
            if rows:
                type(rows[0])._default_manager.bulk_create(rows, batch_size=batch_size)


class NewIds:
    """Ids for new rows of a model, known before they are stored.

    Use them in the transaction that they are made in: on SQLite it keeps others from using them.
    """

    def __init__(self, model: type[models.Model]) -> None:
        postgres = connection.vendor == "postgresql"
        table = model._meta.db_table
        self._ids = _reserve_ids(table) if postgres else count(_last_id(table) + 1)

    def next(self) -> int:
        return next(self._ids)

    def take(self, number: int) -> list[int]:
        return list(islice(self._ids, number))


def _reserve_ids(table: str) -> Iterator[int]:
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', _BLOCK],
            )
            rows = cursor.fetchall()
        yield from (row[0] for row in rows)


def _last_id(table: str) -> int:
    """Returns the highest id that the table ever had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    return row[0] if row else 0


class FreeNames:
    """Names and slugs that are not taken yet. Each is given once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def take(self, wanted: str) -> str:
        """Returns `wanted`, or the first of wanted-2, wanted-3 … that is free."""
        slug = find_free_slug(wanted, self._taken.__contains__)
        self._taken.add(slug)
        return slug

    def take_if_free(self, wanted: str) -> bool:
        if wanted in self._taken:
            return False
        self._taken.add(wanted)
        return True
