from django import forms
from django.utils.translation import gettext_lazy as _

from serial.slugs.generation import SLUG_MAX_LENGTH, make_slug
from serial.web.text_fields import CleanedCharField


class SlugFormField(CleanedCharField):
    """A requested slug. Empty: keep the current slug, or make one from a new object's title."""

    def __init__(self) -> None:
        help_text = _(
            "The last part of the URL. Leave it empty to make it from the title. "
            "Earlier URLs redirect to the new one."
        )
        super().__init__(
            label=_("Slug"),
            required=False,
            max_length=SLUG_MAX_LENGTH,
            help_text=help_text,
        )

    def clean(self, value: object) -> str:
        text: str = super().clean(value)
        if text and not make_slug(text, ""):
            raise forms.ValidationError(
                _("Enter a slug with at least one letter or digit, in any script.")
            )
        return text
