"""Validators of model fields."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from serial.invisible_characters import has_visible_text


def validate_visible_text(text: str) -> None:
    """Refuses a name or a title that nobody could see."""
    if not has_visible_text(text):
        raise ValidationError(_("Enter at least one visible character."), code="invisible")
