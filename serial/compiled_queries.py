"""Queries whose SQL is compiled once, because the ORM takes longer than the database runs it.

For the few queries that every page view needs. They are written as querysets, so that the rules
for who can see what stay in one place (docs/decisions/0009-compiled-queries.md).
tests/test_compiled_queries.py compares each of them with its queryset.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, Self, TypeVar, cast

from django.db import connection
from django.db.models import BooleanField, Expression, F, Func, Model, QuerySet, Value

M = TypeVar("M", bound=Model)
# A tuple, with the type of each column.
Row = TypeVar("Row")


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

    # Any: the parameter is the placeholder itself, which no database takes.
    def as_sql(self, compiler: object, connection: object) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class UserPlaceholder(Placeholder):
    """Stands for a signed-in user."""

    is_authenticated = True

    @property
    def pk(self) -> Self:
        return self


# What a function that builds a queryset takes for the ids of InIds.
Ids = Placeholder | Sequence[int]


class InIds(Func):
    """The condition that a column has one of these ids. One parameter stands for all of them.

    A compiled query cannot use `pk__in`, whose SQL differs with the number of the ids.
    """

    output_field = BooleanField()

    def __init__(self, column: str, ids: Ids) -> None:
        given = ids if isinstance(ids, Placeholder) else Value(_adapt(list(ids)))
        super().__init__(F(column), given)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "%(expressions)s))"
        in_json = " IN (SELECT value FROM json_each("
        return self.as_sql(compiler, connection, template=template, arg_joiner=in_json, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "%(expressions)s)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" = ANY(", **context)


@dataclass(frozen=True)
class CompiledSql:
    """What Django's ModelIterable computes again for each query.

    fields: the attribute names of the first `width` columns. None for a query of tuples.
    annotations: the names and column indexes of the annotations.
    converters: the converters of each column, as the compiler returns them.
    """

    sql: str
    params: tuple[object, ...]
    fields: list[str]
    width: int
    annotations: list[tuple[str, int]]
    converters: list[tuple[int, tuple[list[Callable[..., object]], object]]]

    @classmethod
    def from_queryset(cls, queryset: "QuerySet[Model, object]") -> "CompiledSql":
        # Any: Django's stubs do not know what a compiler knows about its columns.
        compiler: Any = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = compiler.klass_info["select_fields"] if compiler.klass_info else []
        width = columns[-1] + 1 if columns else 0
        expressions = [expression for expression, _sql, _alias in compiler.select]
        return cls(
            sql=sql,
            params=tuple(params),
            fields=[expression.target.attname for expression in expressions[:width]],
            width=width,
            annotations=list(compiler.annotation_col_map.items()),
            converters=list(compiler.get_converters(expressions).items()),
        )

    # Any: whatever the database takes and returns.
    def fetch_rows(self, params: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        for column, (converters, expression) in self.converters if rows else ():
            values = [row[column] for row in rows]
            for convert in converters:
                values = [convert(value, expression, connection) for value in values]
            rows = [
                (*row[:column], value, *row[column + 1 :])
                for row, value in zip(rows, values, strict=True)
            ]
        return rows


class _Compiled(Generic[M, Row]):
    """A query that is compiled on first use and then run with different values.

    build_queryset: a function that returns the queryset for given values.
    placeholders: one for each value. The queryset is compiled with the placeholders, and their
        positions in the SQL parameters are where the values go.
    """

    def __init__(
        self, build_queryset: Callable[..., QuerySet[M, Row]], *placeholders: Placeholder
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

    def _fetch_rows(self, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        _model, compiled = self._compiled
        given = dict(zip(self.placeholders, map(_adapt, values), strict=True))
        params = [
            given[param] if isinstance(param, Placeholder) else param for param in compiled.params
        ]
        return compiled.fetch_rows(params)


class CompiledQuery(_Compiled[M, M]):
    """A compiled query of model instances."""

    def rows(self, *values: object) -> list[M]:
        """Returns the instances that the queryset would return for these values."""
        model, compiled = self._compiled
        instances = []
        for row in self._fetch_rows(values):
            instance = model.from_db(connection.alias, compiled.fields, row[: compiled.width])
            for name, column in compiled.annotations:
                setattr(instance, name, row[column])
            instances.append(instance)
        return instances


class CompiledTuples(_Compiled[Model, Row]):
    """A compiled query of tuples: a queryset with `values_list`. It says the type of its columns.

    A list of stories makes its cards from tuples only if its page is not in the cache.
    """

    def rows(self, *values: object) -> list[Row]:
        """Returns the tuples that the queryset would return for these values."""
        return cast("list[Row]", self._fetch_rows(values))


def partial_instance(model: type[M], **values: object) -> M:
    """Returns an instance with only these fields loaded; all others are deferred."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(connection.alias, names, [values[name] for name in names])


def _adapt(value: object) -> object:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, list):
        return value if connection.vendor == "postgresql" else json.dumps(value)
    return value.pk if isinstance(value, Model) else value
