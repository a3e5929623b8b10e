"""Queries whose SQL is compiled once, because the ORM takes longer than the database runs it.

For the few queries that every page view needs. They are written as querysets, so that the rules
for who can see what stay in one place (docs/decisions/0009-compiled-queries.md).
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
    """What Django's ModelIterable computes again for each query.

    fields: the attribute names of the first `width` columns.
    annotations: the names and column indexes of the annotations.
    converters: the converters of each column, as the compiler returns them.
    """

    sql: str
    params: tuple[object, ...]
    fields: list[str]
    width: int
    annotations: list[tuple[str, int]]
    converters: list[tuple[int, tuple[list[Any], Any]]]

    @classmethod
    def from_queryset(cls, queryset: "QuerySet[Any]") -> "CompiledSql":
        compiler: Any = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = compiler.klass_info["select_fields"]
        width = columns[-1] + 1
        expressions = [expression for expression, _sql, _alias in compiler.select]
        return cls(
            sql=sql,
            params=tuple(params),
            fields=[expression.target.attname for expression in expressions[:width]],
            width=width,
            annotations=list(compiler.annotation_col_map.items()),
            converters=list(compiler.get_converters(expressions).items()),
        )

    def fetch_rows(self, params: list[Any]) -> Iterator[list[Any]]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        for row in map(list, rows):
            for column, (converters, expression) in self.converters:
                for convert in converters:
                    row[column] = convert(row[column], expression, connection)
            yield row


class CompiledQuery(Generic[M]):
    """A query that is compiled on first use and then run with different values.

    build_queryset: a function that returns the queryset for given values.
    placeholders: one for each value. The queryset is compiled with the placeholders, and their
        positions in the SQL parameters are where the values go. Each must differ from the others
        and from every parameter that the queryset contains anyway.
    """

    def __init__(self, build_queryset: Callable[..., QuerySet[M]], *placeholders: object) -> None:
        self.build_queryset = build_queryset
        self.placeholders = placeholders

    @cached_property
    def _compiled(self) -> tuple[type[M], CompiledSql, list[tuple[int | None, object]]]:
        """The model, the SQL, and for each parameter the index of its value or its constant."""
        queryset = self.build_queryset(*self.placeholders)
        compiled = CompiledSql.from_queryset(queryset)
        placeholders = list(map(_adapt, self.placeholders))
        slots = [
            (placeholders.index(param) if param in placeholders else None, param)
            for param in compiled.params
        ]
        if {index for index, _ in slots} < set(range(len(placeholders))):
            raise ValueError("A placeholder does not occur in the parameters of the query.")
        return queryset.model, compiled, slots

    def rows(self, *values: object) -> list[M]:
        """Returns the instances that the queryset would return for these values."""
        model, compiled, slots = self._compiled
        values = tuple(map(_adapt, values))
        params = [param if index is None else values[index] for index, param in slots]
        instances = []
        for row in compiled.fetch_rows(params):
            instance = model.from_db(connection.alias, compiled.fields, row[: compiled.width])
            for name, column in compiled.annotations:
                setattr(instance, name, row[column])
            instances.append(instance)
        return instances


def partial_instance(model: type[M], **values: object) -> M:
    """Returns an instance with only these fields loaded; all others are deferred."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(connection.alias, names, [values[name] for name in names])


def _adapt(value: object) -> object:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.pk if isinstance(value, Model) else value
