"""Queries whose SQL is written once: the ORM takes longer to write one than a database to answer.

For the few that every page view asks. They stay querysets, so that the rules of who sees what
are written in one place (docs/decisions/0009-prepared-queries.md).
"""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class Prepared(Generic[M]):
    """Takes a function that makes a queryset, and samples of what it will be called with.

    A sample marks in the SQL where its value goes, so it has to be one that the queryset would
    not contain by itself, and no two may be alike.
    """

    def __init__(self, make: Callable[..., QuerySet[M]], *samples: object) -> None:
        self.make = make
        self.samples = samples

    @cached_property
    def _compiled(self) -> tuple[type[M], str, list[tuple[int | None, object]]]:
        queryset = self.make(*self.samples)
        sql, params = queryset.query.sql_with_params()
        samples = list(map(_adapt, self.samples))
        slots = [(samples.index(each) if each in samples else None, each) for each in params]
        if {slot for slot, _ in slots} < set(range(len(samples))):
            raise ValueError("A sample is not to be found in the query.")
        return queryset.model, sql, slots

    def rows(self, *values: object) -> list[M]:
        """What the queryset would give for these values; annotations come as they are stored."""
        model, sql, slots = self._compiled
        values = tuple(map(_adapt, values))
        params = [each if slot is None else values[slot] for slot, each in slots]
        return list(model._base_manager.raw(sql, params))


def partial(model: type[M], **values: object) -> M:
    """An instance that knows these columns; any other is asked for when it is needed."""
    names = [each.attname for each in model._meta.concrete_fields if each.attname in values]
    return model.from_db(connection.alias, names, [values[name] for name in names])


def _adapt(value: object) -> object:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.pk if isinstance(value, Model) else value
