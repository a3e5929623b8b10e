"""Form fields that take what people paste, strange characters and all."""

from typing import Any

from django import forms
from django.db import models

from serial.markup.cleaning import clean_source


class TypedCharField(forms.CharField):
    """Drops what no text can hold (NUL and its like) instead of refusing the whole of it."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return clean_source(text) if text else text


class TypedTextField(TypedCharField):
    """The same for running text, whose white space at either end is left alone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"strip": False, "widget": forms.Textarea, **options})


# For ModelAdmin.formfield_overrides.
TYPED_FIELDS: dict[type["models.Field[Any, Any]"], dict[str, Any]] = {
    models.CharField: {"form_class": TypedCharField},
    models.TextField: {"form_class": TypedTextField},
}
