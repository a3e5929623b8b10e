"""Choices of a related object in /admin/, found by typing."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms import ModelChoiceField
from django.http import HttpRequest

from serial.params import parse_id

Row = TypeVar("Row", bound=models.Model)


class CheckedAutocompleteSelect(AutocompleteSelect):
    """Shows a refused form again also if the submitted value is no id; Django's widget fails."""

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, object] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:  # As Django's.
        return super().optgroups(name, [id for id in value if parse_id(id) is not None], attr)


class CheckedAutocompleteAdmin(admin.ModelAdmin[Row]):
    # Any, as in Django: the related model is known only at run time.
    def formfield_for_foreignkey(
        self, db_field: "models.ForeignKey[Any, Any]", request: HttpRequest, **options: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = CheckedAutocompleteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)
