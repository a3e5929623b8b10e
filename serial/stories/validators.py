"""Validators of a story's lists of choices."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from serial.stories.choices import EXCLUSIVE_WARNINGS, DownloadFormat, Warning


def validate_warnings(warnings: object) -> None:
    """Raises ValidationError for anything but a list of warnings that can stand together."""
    if not isinstance(warnings, list) or not set(warnings) <= set(Warning.values):
        raise ValidationError(_("Choose content warnings from the list."))
    if len(warnings) > 1 and EXCLUSIVE_WARNINGS & set(warnings):
        labels = {"none": Warning.NONE.label, "undisclosed": Warning.UNDISCLOSED.label}
        text = _("Choose the warnings that apply, or only “%(none)s”, or only “%(undisclosed)s”.")
        raise ValidationError(text, params=labels)


def validate_download_formats(formats: object) -> None:
    if not isinstance(formats, list) or not set(formats) <= set(DownloadFormat.values):
        raise ValidationError(_("Choose formats from the list."))
