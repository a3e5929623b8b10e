"""The hidden fields of forms that guests send, without a session."""

import time
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext

from serial.web.text_fields import CleanedTextField


def form_salt(purpose: str) -> str:
    return f"form_key.{purpose}"


def new_form_key(purpose: str) -> str:
    """Identifies one form, so that sending it twice stores one row, and says when it opened.

    purpose: which form it is. A key of another purpose is not valid.
    """
    return signing.dumps([uuid4().hex, time.time()], salt=form_salt(purpose))


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

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def clean(self, value: object) -> tuple[UUID, float]:
        """Raises ValidationError if this site did not sign the key for this purpose."""
        signed = str(super().clean(value))
        try:
            key, opened_at = signing.loads(signed, salt=form_salt(self.purpose))
            return UUID(key), time.time() - float(opened_at)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise forms.ValidationError(incomplete_message()) from error


def incomplete_message() -> str:
    return gettext("The form was incomplete. Check what you wrote and send it again.")
