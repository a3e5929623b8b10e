"""Queries whose SQL is compiled once, because the ORM takes longer than the database runs it.

For the few queries that every page view needs. They are written as querysets, so that the rules
for who can see what stay in one place (docs/decisions/0009-compiled-queries.md).
tests/test_compiled_queries.py compares each of them with its queryset.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, Self, TypeVar

from django.db import connection
from django.db.models import Expression, Model, QuerySet

M = TypeVar("M", bound=Model)


class Placeholder(Expression):
    """Stands for a value while a queryset is compiled, and is itself the parameter of the SQL.

    Use it where the queryset takes a value, such as `filter(slug=placeholder)`. Python cannot
    calculate with it.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    # Django compares expressions by their arguments, but a placeholder only equals itself.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def copy(self) -> Self:
        """Returns the same placeholder: Django copies expressions, and CompiledQuery finds it."""
        return self

    def as_sql(self, compiler: object, connection: object) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class UserPlaceholder(Placeholder):
    """Stands for a signed-in user."""

    is_authenticated = True

    @property
    def pk(self) -> Self:
        return self


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
    def from_queryset(cls, queryset: "QuerySet[Model]") -> "CompiledSql":
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

    def fetch_rows(self, params: list[Any]) -> Iterator[list[object]]:
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
        positions in the SQL parameters are where the values go.
    """

    def __init__(
        self, build_queryset: Callable[..., QuerySet[M]], *placeholders: Placeholder
    ) -> None:
        self.build_queryset = build_queryset
        self.placeholders = placeholders

    @cached_property
    def _compiled(self) -> tuple[type[M], CompiledSql]:
        queryset = self.build_queryset(*self.placeholders)
        compiled = CompiledSql.from_queryset(queryset)
        used = {param for param in compiled.params if isinstance(param, Placeholder)}
        if unused := set(self.placeholders) - used:
            raise ValueError(f"Not in the parameters of the query: {unused}.")
        return queryset.model, compiled

    def rows(self, *values: object) -> list[M]:
        """Returns the instances that the queryset would return for these values."""
        model, compiled = self._compiled
        given = dict(zip(self.placeholders, map(_adapt, values), strict=True))
        params = [
            given[param] if isinstance(param, Placeholder) else param for param in compiled.params
        ]
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
