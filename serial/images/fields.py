from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from serial.images.reencoding import reencode


class ImageUploadField(forms.FileField):
    """A file field whose value is the re-encoded image, never the uploaded file itself."""

    default_error_messages = {
        "required": _("No picture was uploaded. Choose a JPEG, PNG, WebP or GIF file.")
    }
    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"})

    def clean(self, data: Any, initial: Any = None) -> Any:  # As Django's.
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        return reencode(
            file,
            max_bytes=settings.IMAGE_MAX_BYTES,
            max_pixels=settings.IMAGE_MAX_PIXELS,
            max_frames=settings.IMAGE_MAX_FRAMES,
        )
