"""Reads the annotated columns of a model instance into a typed tuple."""

from typing import NamedTuple, TypeVar

from django.db.models import Model

Columns = TypeVar("Columns", bound=NamedTuple)


def read_annotations(row: Model, columns: type[Columns], prefix: str = "") -> Columns:
    """Returns the annotations of the row that are named like the fields of the NamedTuple.

    prefix: what the names of the annotations have before the names of the fields.
    Raises AttributeError if an annotation is missing whose field has no default.
    """
    defaults = columns._field_defaults
    return columns._make(
        getattr(row, prefix + name, defaults[name])
        if name in defaults
        else getattr(row, prefix + name)
        for name in columns._fields
    )
