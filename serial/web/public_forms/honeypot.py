from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from serial.web.text_fields import CleanedCharField

MAX_LENGTH = 500


class HoneypotField(CleanedCharField):
    """A field that people do not see, so that what it contains comes from a program."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Leave this field empty"),
            required=False,
            validators=[MaxLengthValidator(MAX_LENGTH)],
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )
