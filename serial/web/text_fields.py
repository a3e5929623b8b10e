"""Form fields that accept pasted text with characters that a database cannot store."""

from typing import Any

from django import forms
from django.db import models

from serial.markup.sanitizing.cleaning import clean_source


class CleanedCharField(forms.CharField):
    """Removes NUL and other characters that are not text, instead of rejecting the value."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return clean_source(text) if text else text


class CleanedTextField(CleanedCharField):
    """A CleanedCharField for long text. Keeps white space at both ends."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"strip": False, "widget": forms.Textarea, **options})


# For ModelAdmin.formfield_overrides.
CLEANED_FIELDS: dict[type["models.Field[Any, Any]"], dict[str, Any]] = {
    models.CharField: {"form_class": CleanedCharField},
    models.TextField: {"form_class": CleanedTextField},
}
