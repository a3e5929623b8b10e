"""The columns of the database, and other values for each of their rows."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.models import Discussion

LOCAL_APPS = (
    *("accounts", "policies", "contact", "stories", "chapters", "comments", "moderation", "desk"),
)
# What a version stands for: these columns are only written together with it.
VERSIONS: Mapping[str, tuple[type[models.Model], str]] = {
    "comments.Comment": (Discussion, "version"),
    "chapters.Chapter.paragraph_history": (Chapter, "revision"),
}
# Values of a field, where appending a letter makes one that stands for the same.
OTHER_VALUES = {"accounts.Preferences.time_zone": "Asia/Tokyo"}
# Larger than the steps by which a version itself is changed.
VERSION_STEPS = count(1_000)


def name_of(column: models.Field[Any, Any]) -> str:
    return f"{column.model._meta.app_label}.{column.model.__name__}.{column.name}"


def all_columns() -> list[models.Field[Any, Any]]:
    """Returns the columns of all models but the primary keys, which never change."""
    found = [model for app in LOCAL_APPS for model in apps.get_app_config(app).get_models()]
    columns = [
        column for model in found if not model._meta.proxy for column in model._meta.concrete_fields
    ]
    return [column for column in columns if not column.primary_key]


def other_values(column: models.Field[Any, Any], name: str) -> Iterator[dict[int, object]]:
    """Yields changes: for each row of the column's model, by primary key, another value."""
    rows = dict(column.model._default_manager.values_list("pk", column.attname))
    if column.null:
        yield dict.fromkeys(rows)
    if name in OTHER_VALUES:
        yield dict.fromkeys(rows, OTHER_VALUES[name])
        return
    is_number = isinstance(column, models.IntegerField | models.FloatField)
    steps = (1, -1) if column.choices or is_number else (1,)
    for step in steps:
        yield {pk: other_value(column, value, step) for pk, value in rows.items()}


def other_value(column: models.Field[Any, Any], value: Any, step: int) -> object:
    if isinstance(column, models.ForeignKey):
        related = column.related_model
        return next_of(list(related._default_manager.values_list("pk", flat=True)), value, step)
    if column.choices:
        return next_of([choice for choice, _label in column.flatchoices], value, step)
    if isinstance(column, models.UUIDField):
        return uuid4()
    if isinstance(column, models.BooleanField):
        return not value
    if isinstance(column, models.DateTimeField):
        return (value or timezone.now()) + timedelta(days=40) * step
    if isinstance(column, models.DateField):
        return (value or timezone.localdate()) + timedelta(days=40) * step
    if isinstance(column, models.IntegerField | models.FloatField):
        return max(0, (value or 0) + step)
    if isinstance(column, models.JSONField):
        return other_json(value, step)
    assert isinstance(column, models.CharField | models.TextField | models.FileField), column
    text = str(value)
    is_full = len(text) == column.max_length
    return f"{text[1:] if is_full else text}x"


def next_of(values: list[Any], value: object, step: int) -> object:
    if not values:
        return value
    position = values.index(value) if value in values else -1
    return values[(position + step) % len(values)]


def other_json(value: Any, step: int) -> Any:
    if isinstance(value, dict):
        return {key: other_json(each, step) for key, each in value.items()}
    if isinstance(value, list):
        return value[:-1]
    return value + step if isinstance(value, int) else value


def write(column: models.Field[Any, Any], name: str, values: dict[int, object]) -> bool:
    """Writes these values to the column, as far as the database accepts them."""
    written = 0
    for pk, value in values.items():
        try:
            with transaction.atomic():
                row = column.model._default_manager.filter(pk=pk)
                written += row.update(**{column.attname: value})
        except (IntegrityError, DataError):
            continue
    for prefix, (model, version) in VERSIONS.items():
        if f"{name}.".startswith(f"{prefix}."):
            # Each time another version: the cache has a page of every one that there was.
            model._default_manager.update(**{version: F(version) + next(VERSION_STEPS)})
    return written > 0
