"""Queries whose SQL is written once: the ORM takes longer to write one than a database to answer.

For the few that every page view asks. They stay querysets, so that the rules of who sees what
are written in one place (docs/decisions/0009-prepared-queries.md).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class CompiledSql:
    """What Django's ModelIterable finds out anew for each query.

    fields: attribute names of the columns up to `width`; annotations: the names and columns of
    what comes after; converters: by column, as the compiler gives them.
    """

    sql: str
    params: tuple[object, ...]
    fields: list[str]
    width: int
    annotations: list[tuple[str, int]]
    converters: list[tuple[int, tuple[list[Any], Any]]]

    @classmethod
    def of(cls, queryset: "QuerySet[Any]") -> "CompiledSql":
        compiler: Any = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = compiler.klass_info["select_fields"]
        width = columns[-1] + 1
        return cls(
            sql=sql,
            params=tuple(params),
            fields=[each[0].target.attname for each in compiler.select[:width]],
            width=width,
            annotations=list(compiler.annotation_col_map.items()),
            converters=list(compiler.get_converters([each[0] for each in compiler.select]).items()),
        )

    def fetch(self, params: list[Any]) -> Iterator[list[Any]]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        for row in map(list, rows):
            for column, (converters, expression) in self.converters:
                for convert in converters:
                    row[column] = convert(row[column], expression, connection)
            yield row


class CompiledQuery(Generic[M]):
    """Takes a function that makes a queryset, and samples of what it will be called with.

    A sample marks in the SQL where its value goes, so it has to be one that the queryset would
    not contain by itself, and no two may be alike.
    """

    def __init__(self, make: Callable[..., QuerySet[M]], *samples: object) -> None:
        self.make = make
        self.samples = samples

    @cached_property
    def _compiled(self) -> tuple[type[M], CompiledSql, list[tuple[int | None, object]]]:
        queryset = self.make(*self.samples)
        compiled = CompiledSql.of(queryset)
        samples = list(map(_adapt, self.samples))
        slots = [
            (samples.index(each) if each in samples else None, each) for each in compiled.params
        ]
        if {slot for slot, _ in slots} < set(range(len(samples))):
            raise ValueError("A sample is not to be found in the query.")
        return queryset.model, compiled, slots

    def rows(self, *values: object) -> list[M]:
        """What the queryset would give for these values."""
        model, compiled, slots = self._compiled
        values = tuple(map(_adapt, values))
        params = [each if slot is None else values[slot] for slot, each in slots]
        found = []
        for row in compiled.fetch(params):
            instance = model.from_db(connection.alias, compiled.fields, row[: compiled.width])
            for name, column in compiled.annotations:
                setattr(instance, name, row[column])
            found.append(instance)
        return found


def partial_instance(model: type[M], **values: object) -> M:
    """An instance that knows these columns; any other is asked for when it is needed."""
    names = [each.attname for each in model._meta.concrete_fields if each.attname in values]
    return model.from_db(connection.alias, names, [values[name] for name in names])


def _adapt(value: object) -> object:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.pk if isinstance(value, Model) else value
