"""Queries whose SQL is compiled once, because the ORM takes longer than the database runs it.

For the few queries that every page view, or every save of a chapter, needs. They are written as
querysets, so that the rules for who can see what stay in one place
(docs/decisions/0009-compiled-queries.md).
tests/test_compiled_queries.py compares each of them with its queryset.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from itertools import count
from typing import Any, Generic, NamedTuple, Self, TypeVar, cast
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    DateTimeField,
    Expression,
    F,
    Func,
    Model,
    QuerySet,
    Value,
)
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery
from django.db.transaction import TransactionManagementError

from serial.until_change import UntilChange

M = TypeVar("M", bound=Model)
# A tuple, with the type of each column.
Row = TypeVar("Row")
Query = TypeVar("Query")
# Any: what the database's driver returns.
FetchedRow = tuple[Any, ...]


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
        given = (
            ids
            if isinstance(ids, Placeholder)
            else Value(_adapt(list(ids), connections[DEFAULT_DB_ALIAS]))
        )
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

    sql: with a name for each parameter. Django would rewrite `%s` for SQLite with a regular
        expression, for each query.
    constants, placeholders: the parameters by name.
    names: the attribute names of the columns. Empty for a query of tuples.
    converters: the converters of each column that has any, with their expression.
    locks: the rows, until the transaction ends: the query has select_for_update().
    """

    sql: str
    constants: dict[str, Any]
    placeholders: dict[str, Placeholder]
    names: list[str]
    converters: list[tuple[int, list[Callable[..., object]], object]]
    locks: bool = False

    @classmethod
    def from_queryset(cls, queryset: "QuerySet[Model, object]") -> "CompiledSql":
        # Any: Django's stubs do not know what a compiler knows about its columns.
        compiler: Any = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = compiler.klass_info["select_fields"] if compiler.klass_info else []
        expressions = [expression for expression, _sql, _alias in compiler.select]
        fields = [expressions[column].target.attname for column in columns]
        converters = compiler.get_converters(expressions).items()
        return cls(
            *_name_parameters(sql, params),
            names=[*fields, *compiler.annotation_col_map] if fields else [],
            converters=[(column, *converter) for column, converter in converters],
            locks=queryset.query.select_for_update,
        )

    @classmethod
    def from_update(cls, queryset: "QuerySet[Model, object]", new: dict[str, Any]) -> "CompiledSql":
        # Any: Django's stubs do not know that this is an UpdateQuery.
        query: Any = queryset.query.chain(UpdateQuery)
        query.add_update_values(new)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return cls(*_name_parameters(sql, params), names=[], converters=[])

    def _fill_in(
        self, values: Mapping[Placeholder, Any], database: BaseDatabaseWrapper
    ) -> dict[str, Any]:
        given = {placeholder: _adapt(value, database) for placeholder, value in values.items()}
        return self.constants | {
            name: given[placeholder] for name, placeholder in self.placeholders.items()
        }

    def run(self, values: Mapping[Placeholder, Any]) -> int:
        """Returns how many rows it wrote."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self._fill_in(values, cursor.db))
            return int(cursor.rowcount)

    def fetch(self, values: Mapping[Placeholder, Any]) -> list[FetchedRow]:
        """Returns the rows as the database's driver does."""
        # Each use of Django's `connection` looks for that of the thread again.
        database = connections[DEFAULT_DB_ALIAS]
        # Django only looks while it compiles, and not on SQLite.
        if self.locks and not database.in_atomic_block:
            raise TransactionManagementError("A query that locks rows needs a transaction.")
        params = self._fill_in(values, database)
        is_watched = database.execute_wrappers or database.queries_logged
        if database.vendor == "sqlite" and not is_watched:
            return self._fetch_from_sqlite(database, params)
        with database.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows: list[FetchedRow] = cursor.fetchall()
        return rows

    def _fetch_from_sqlite(
        self, database: BaseDatabaseWrapper, params: dict[str, Any]
    ) -> list[FetchedRow]:
        """Does the same without Django's cursors: they take 15 µs, most queries of a page 5."""
        database.ensure_connection()
        database.validate_no_broken_transaction()
        with database.wrap_database_errors:
            rows: list[FetchedRow] = database.connection.execute(
                self._sqlite_sql, params
            ).fetchall()
        return rows

    @cached_property
    def _sqlite_sql(self) -> str:
        return self.sql % {name: f":{name}" for name in (*self.constants, *self.placeholders)}

    def convert(self, rows: Sequence[FetchedRow]) -> Sequence[FetchedRow]:
        """Returns the rows as Django does: a datetime, for example, is text in SQLite."""
        if not rows or not self.converters:
            return rows
        database = connections[DEFAULT_DB_ALIAS]
        columns: list[Sequence[object]] = list(zip(*rows, strict=True))
        for column, converters, expression in self.converters:
            for convert in converters:
                columns[column] = [
                    convert(value, expression, database) for value in columns[column]
                ]
        return list(zip(*columns, strict=True))


def _name_parameters(
    sql: str, params: Sequence[Any]
) -> tuple[str, dict[str, Any], dict[str, Placeholder]]:
    """Returns the SQL with a name for each parameter, the constants and the placeholders."""
    numbers = count()
    sql = re.sub("%[s%]", lambda found: "%%" if found[0] == "%%" else f"%(p{next(numbers)})s", sql)
    named = {f"p{index}": param for index, param in enumerate(params)}
    placeholders = {k: v for k, v in named.items() if isinstance(v, Placeholder)}
    return sql, {k: v for k, v in named.items() if k not in placeholders}, placeholders


class VisitorQuery(NamedTuple, Generic[Query]):
    """A query that is compiled twice: guests see less than members."""

    guests: Query
    members: Query

    def of(self, visitor: AbstractBaseUser | AnonymousUser) -> Query:
        """Returns the query for this visitor."""
        return self.members if visitor.is_authenticated else self.guests


class _Compiled(Generic[M, Row]):
    """A query that is compiled on first use and then run with different values.

    build_queryset: a function that returns the queryset for given values.
    placeholders: one for each value. The queryset is compiled with the placeholders, and their
        positions in the SQL parameters are where the values go.
    """

    # Whether it takes one value more, the visitor, and has no use for it.
    ignores_visitor = False

    def __init__(
        self, build_queryset: Callable[..., QuerySet[M, Row]], *placeholders: Placeholder
    ) -> None:
        self.build_queryset = build_queryset
        self.placeholders = placeholders

    @classmethod
    def for_guests_and_members(
        cls,
        build_queryset: Callable[..., QuerySet[M, Row]],
        *names: str,
        is_personal: bool = True,
    ) -> VisitorQuery[Self]:
        """Makes a query that is compiled twice, for guests and for members.

        build_queryset: takes the visitor as its last value.
        names: of the placeholders of the other values.
        is_personal: the query of members differs between them. Both take the visitor as their last
            value then.
        """
        placeholders, member = [Placeholder(name) for name in names], UserPlaceholder("user")
        guests = cls(
            lambda *values: build_queryset(*values[: len(names)], AnonymousUser()), *placeholders
        )
        guests.ignores_visitor = is_personal
        if is_personal:
            return VisitorQuery(guests, cls(build_queryset, *placeholders, member))
        members = cls(lambda *values: build_queryset(*values, member), *placeholders)
        return VisitorQuery(guests, members)

    @cached_property
    def _compiled(self) -> tuple[type[M], CompiledSql]:
        queryset = self.build_queryset(*self.placeholders)
        compiled = self._compile(queryset)
        if unused := set(self.placeholders) - set(compiled.placeholders.values()):
            raise ValueError(f"Not in the parameters of the query: {unused}.")
        return queryset.model, compiled

    def _compile(self, queryset: QuerySet[M, Row]) -> CompiledSql:
        return CompiledSql.from_queryset(queryset)

    def fetch(self, *values: object) -> list[FetchedRow]:
        """Returns the rows for these values as the database's driver does.

        Enough for the page cache, which only compares them.
        """
        _model, compiled = self._compiled
        used = values[:-1] if self.ignores_visitor else values
        return compiled.fetch(dict(zip(self.placeholders, used, strict=True)))


class CompiledQuery(_Compiled[M, M]):
    """A compiled query of model instances."""

    def rows(self, *values: object) -> list[M]:
        """Returns the instances that the queryset would return for these values."""
        model, compiled = self._compiled
        return [
            _make_instance(model, zip(compiled.names, row, strict=True))
            for row in compiled.convert(self.fetch(*values))
        ]

    def first(self, *values: object) -> M | None:
        """Returns the first instance, or None. A queryset of many rows should end with [:1]."""
        return next(iter(self.rows(*values)), None)

    def get(self, *values: object) -> M:
        """Returns the first instance. Raises the model's DoesNotExist if there is none."""
        model, _compiled = self._compiled
        # The stubs do not know that every model has it.
        missing: type[Exception] = model.DoesNotExist  # type: ignore[attr-defined]
        if (instance := self.first(*values)) is None:
            raise missing(f"{model.__name__} matching query does not exist.")
        return instance


class CompiledRelatedQuery(CompiledQuery[M]):
    """A compiled query of model instances with others, of select_related()."""

    def _compile(self, queryset: QuerySet[M, M]) -> CompiledSql:
        compiler: Any = queryset.query.get_compiler(connection=connection)
        compiler.pre_sql_setup()
        # The stubs are of a later Django.
        self._populators = get_related_populators(  # type: ignore[call-arg]
            compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS
        )
        return super()._compile(queryset)

    def rows(self, *values: object) -> list[M]:
        """Returns the instances that the queryset would return for these values."""
        return self.instances(self.fetch(*values))

    def instances(self, fetched: Sequence[FetchedRow]) -> list[M]:
        """Makes what `rows` returns of what `fetch` returned."""
        model, compiled = self._compiled
        instances = []
        for row in compiled.convert(fetched):
            # The columns of the others follow.
            instance = _make_instance(model, zip(compiled.names, row, strict=False))
            for populator in self._populators:
                populator.populate(row, instance)
            instances.append(instance)
        return instances


class CompiledTuples(_Compiled[Model, Row]):
    """A compiled query of tuples: a queryset with `values_list`. It says the type of its columns.

    A list of stories makes its cards from tuples only if its page is not in the cache.
    """

    def rows(self, *values: object) -> list[Row]:
        """Returns the tuples that the queryset would return for these values."""
        return self.convert(self.fetch(*values))

    def rows_until_change(self, *values: Hashable) -> list[Row]:
        """Returns the same as `rows`, which on SQLite are remembered until the database changes.

        For queries that read many rows. SQLite runs them in the site's own process. Their values
        must be few: never the current time.
        """
        database = connections[DEFAULT_DB_ALIAS]
        if database.vendor != "sqlite":
            return self.rows(*values)
        return self._remembered.get(database, values, partial(self.rows, *values))

    @cached_property
    def _remembered(self) -> UntilChange[list[Row]]:
        return UntilChange()

    def convert(self, rows: list[FetchedRow]) -> list[Row]:
        """Makes what `rows` returns of what `fetch` returned."""
        _model, compiled = self._compiled
        return cast("list[Row]", compiled.convert(rows))


class CompiledJson(CompiledTuples[Row]):
    """A compiled query of tuples that the database returns as one JSON text.

    For long lists. `fetch` returns the text as the only column of one row: the page cache compares
    it four times as fast as 1,000 rows, and only a page that is made anew reads it. The rows have
    no order. Columns are numbers, texts or times.
    """

    def _compile(self, queryset: QuerySet[Model, Row]) -> CompiledSql:
        compiler: Any = queryset.order_by().query.get_compiler(connection=connection)
        compiler.pre_sql_setup()
        columns = [(expression, alias) for expression, _sql, alias in compiler.select]
        compiled = CompiledSql.from_queryset(queryset.order_by())
        names = ", ".join(f'"{alias}"' for _expression, alias in columns)
        as_json = (
            f"json_group_array(json_array({names}))"
            if connection.vendor == "sqlite"
            else f"coalesce(json_agg(json_build_array({names})), '[]')::text"
        )
        # SQLite has a converter for times in any case: it stores texts.
        times: list[tuple[int, list[Callable[..., object]], object]] = [
            (index, [_read_time], expression)
            for index, (expression, _alias) in enumerate(columns)
            if isinstance(expression.output_field, DateTimeField) and connection.vendor != "sqlite"
        ]
        return replace(
            compiled,
            sql=f"SELECT {as_json} FROM ({compiled.sql}) AS each_row",  # noqa: S608 - our SQL
            converters=[*compiled.converters, *times],
        )

    def convert(self, rows: list[FetchedRow]) -> list[Row]:
        ((text,),) = rows
        return super().convert([tuple(row) for row in json.loads(text)])


def _read_time(value: str | None, _expression: object, _database: object) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


class CompiledUpdate(_Compiled[M, M]):
    """A compiled UPDATE of the rows of a queryset.

    build_new: a function that returns the new value of each field for the same values.
    """

    def __init__(
        self,
        build_queryset: Callable[..., QuerySet[M, M]],
        build_new: Callable[..., dict[str, Any]],
        *placeholders: Placeholder,
    ) -> None:
        super().__init__(build_queryset, *placeholders)
        self.build_new = build_new

    def _compile(self, queryset: QuerySet[M, M]) -> CompiledSql:
        return CompiledSql.from_update(queryset, self.build_new(*self.placeholders))

    def run(self, *values: object) -> int:
        """Updates the rows; returns how many."""
        _model, compiled = self._compiled
        return compiled.run(dict(zip(self.placeholders, values, strict=True)))


def partial_instance(model: type[M], **values: object) -> M:
    """Returns an instance with only these fields loaded; all others are deferred."""
    return _make_instance(model, values.items())


def _make_instance(model: type[M], values: Iterable[tuple[str, object]]) -> M:
    """Does what `Model.from_db` does for a model without a constructor of its own.

    That calls the constructor, which looks at every field and takes five times as long.
    """
    instance = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    instance.__dict__["_state"] = state
    instance.__dict__.update(values)
    return instance


def _adapt(value: object, database: BaseDatabaseWrapper) -> object:
    if isinstance(value, str | int):
        return value
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return database.ops.adapt_datefield_value(value)
    if isinstance(value, UUID):
        return value if database.features.has_native_uuid_field else value.hex
    if isinstance(value, list):
        return value if database.vendor == "postgresql" else json.dumps(value)
    return value.pk if isinstance(value, Model) else value
