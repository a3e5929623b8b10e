from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.slugs.generation import SLUG_MAX_LENGTH, make_slug
from serial.web.text_fields import CleanedCharField


class SlugFormField(CleanedCharField):
    """A wished-for address; empty leaves it as it is, or makes one from the title."""

    def __init__(self, **options: Any) -> None:
        help_text = _("Left empty, it is made from the title. A former address goes on working.")
        super().__init__(
            label=_("Address"),
            required=False,
            max_length=SLUG_MAX_LENGTH,
            help_text=help_text,
            **options,
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and not make_slug(text, ""):
            raise forms.ValidationError(
                _("An address needs at least one letter or digit, in any script.")
            )
        return text
