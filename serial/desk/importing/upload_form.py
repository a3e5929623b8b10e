from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.manuscripts.formats.registry import INNER_SUFFIXES, ZIP_SUFFIX


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its value is their list."""

    widget = FilesInput(attrs={"multiple": True, "accept": ",".join((*INNER_SUFFIXES, ZIP_SUFFIX))})
    default_error_messages = {
        "required": _("Choose a file."),
        "empty": _("The file is empty."),
        "max_length": _("The name of the file is too long."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:  # As Django's.
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(forms.Form):
    manuscript = FilesField(label=_("Files"))
    # Of the files in a chosen folder, a line each; a script knows them.
    paths = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
