"""Form fields that accept pasted text with control characters and unusual line breaks."""

from typing import Any

from django import forms
from django.db import models

from serial.invisible_characters import has_visible_text
from serial.markup.sanitizing.characters import clean_line, clean_source


class CleanedCharField(forms.CharField):
    """One line. Removes NUL and other characters that are not text, instead of rejecting them.

    A text of nothing but invisible characters is empty; the form shows it again as it was typed.
    """

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        text = self.clean_text(text) if text else text
        return text if text and has_visible_text(text) else ""

    def clean_text(self, text: str) -> str:
        return clean_line(text)


class CleanedTextField(CleanedCharField):
    """A CleanedCharField for text of many lines. Keeps white space at both ends."""

    # Any: what Django's CharField takes.
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"strip": False, "widget": forms.Textarea, **options})

    def clean_text(self, text: str) -> str:
        return clean_source(text)

    # Any: as Django's.
    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without "maxlength": browsers cut a longer text off when it is pasted, and say nothing.

        The form refuses it, with the limit, and shows all of it again.
        """
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


# For ModelAdmin.formfield_overrides. Any, as in Django: fields of all values, options of all kinds.
CLEANED_FIELDS: dict[type["models.Field[Any, Any]"], dict[str, Any]] = {
    models.CharField: {"form_class": CleanedCharField},
    models.TextField: {"form_class": CleanedTextField},
}
