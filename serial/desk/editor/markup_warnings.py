"""Messages after saving, for texts that are shown as typed."""

from collections.abc import Iterable

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst

from serial.markup.options import Options
from serial.web.markup_limit import too_much_markup


def warn_of_too_much_markup(
    request: HttpRequest, saved: models.Model, names: Iterable[str], options: Options
) -> None:
    """Adds a message for each field of `names` with too much formatting."""
    for name in names:
        if warning := too_much_markup(getattr(saved, name), options):
            messages.warning(request, f"{field_label(saved, name)}: {warning}")


def field_label(row: models.Model | type[models.Model], name: str) -> str:
    field = row._meta.get_field(name)
    return str(capfirst(str(getattr(field, "verbose_name", name))))
