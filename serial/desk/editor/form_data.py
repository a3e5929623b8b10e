"""Replaces submitted values in the data of a bound form, so that the form is shown with them."""

from collections.abc import Mapping

from django.http import QueryDict


def replace_values(data: Mapping[str, object], values: Mapping[str, str]) -> Mapping[str, object]:
    """Returns a copy of the data of a form; its other values stay as submitted."""
    if not isinstance(data, QueryDict):
        return {**data, **values}
    copy = data.copy()
    for name, value in values.items():
        copy[name] = value
    return copy
