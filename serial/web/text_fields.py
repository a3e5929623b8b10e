"""Form fields that take what people paste, strange characters and all."""

from typing import Any

from django import forms
from django.db import models

from serial.markup.sanitizing.cleaning import clean_source


class CleanedCharField(forms.CharField):
    """Drops what no text can hold (NUL and its like) instead of refusing the whole of it."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return clean_source(text) if text else text


class CleanedTextField(CleanedCharField):
    """The same for running text, whose white space at either end is left alone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"strip": False, "widget": forms.Textarea, **options})


# For ModelAdmin.formfield_overrides.
CLEANED_FIELDS: dict[type["models.Field[Any, Any]"], dict[str, Any]] = {
    models.CharField: {"form_class": CleanedCharField},
    models.TextField: {"form_class": CleanedTextField},
}
