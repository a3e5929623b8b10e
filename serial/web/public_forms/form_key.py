"""The hidden fields of forms that guests send, without a session."""

import time
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext

from serial.web.text_fields import CleanedTextField

FORM_SALT = "comments.form"


def new_form_key() -> str:
    """Identifies one form, so that sending it twice stores one row, and says when it opened."""
    return signing.dumps([uuid4().hex, time.time()], salt=FORM_SALT)


class HiddenField(forms.Field):
    """Takes a hidden value that the next submission may need to replace."""

    replacement: str | None = None

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def bound_data(self, data: object, initial: object) -> object:
        """Returns the value to render."""
        return data if self.replacement is None else self.replacement


class HiddenTextField(HiddenField, CleanedTextField):
    def __init__(self) -> None:
        super().__init__()
        self.strip = True


class FormKeyField(HiddenTextField):
    """Its value is the form's key, and the seconds for which the form was open."""

    def clean(self, value: object) -> tuple[UUID, float]:
        """Raises ValidationError if this site did not sign the key."""
        try:
            key, opened_at = signing.loads(str(super().clean(value)), salt=FORM_SALT)
            return UUID(key), time.time() - float(opened_at)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise forms.ValidationError(incomplete_message()) from error


def incomplete_message() -> str:
    return gettext("The form was incomplete. Check what you wrote and send it again.")
