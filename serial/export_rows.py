"""Reads rows for a member's archive, a few at a time: any number of them needs the same memory."""

import json
import re
from collections.abc import Collection, Iterator, Mapping

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from serial.personal_data import Row

# Rows without long texts, which take up to 10 KB each; rows with texts of up to 500,000 characters.
SHORT_ROWS = 500
LONG_ROWS = 20
# Line ends besides \n, and what YAML does not allow in a string: in JSON Lines and in front matter
# each value stands on one line.
_TO_ESCAPE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def rows_of(
    rows: "QuerySet[Model]",
    columns: Mapping[str, str],
    *,
    hidden_unless: Mapping[str, Collection[str]] | None = None,
    chunk_size: int = SHORT_ROWS,
) -> Iterator[Row]:
    """Yields each row as a dict.

    columns: the column of each key.
    hidden_unless: of each column with a condition, the keys that are None if it is not true.
    """
    conditions = hidden_unless or {}
    values = rows.values_list(*columns.values(), *conditions)
    for row in values.iterator(chunk_size=chunk_size):
        result = dict(zip(columns, row, strict=False))
        for keys, is_true in zip(conditions.values(), row[len(columns) :], strict=True):
            if not is_true:
                result |= dict.fromkeys(keys)
        yield result


def field_values(instance: Model, without: Collection[str]) -> Row:
    """Returns the values of all columns but those `without` and the keys of tables."""
    return {
        field.name: field.value_from_object(instance)
        for field in instance._meta.concrete_fields
        if not field.primary_key and not field.is_relation and field.name not in without
    }


def as_json(value: object, indent: int | None = None) -> str:
    """Returns JSON that is YAML too, in which no string has a line end. Times are in UTC."""
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=indent)
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
