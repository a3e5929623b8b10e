"""The fields that every form of a comment has: for readers, and for authors at the desk."""

import time
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.comments.rendering import is_visible_comment
from serial.comments.time_limits import EDIT_MINUTES
from serial.markup.containers import CONTAINERS
from serial.web.text_fields import CleanedTextField

FORM_SALT = "comments.form"
EMPTY_ERROR = _("Write your comment first.")
CONTAINERS_IN_COMMENTS = [f"::: {name}" for name, kind in CONTAINERS.items() if kind.in_comments]
TEXT_HINT = format_lazy(
    _(
        "*italic*, **bold**, > quote, {containers} and @name work here."
        " You can edit for {minutes} minutes."
    ),
    containers=", ".join(CONTAINERS_IN_COMMENTS),
    minutes=EDIT_MINUTES,
)


def new_form_key() -> str:
    """Identifies one form, so that sending it twice posts one comment, and says when it opened."""
    return signing.dumps([uuid4().hex, time.time()], salt=FORM_SALT)


class BodyField(CleanedTextField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Your comment"),
            help_text=TEXT_HINT,
            widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
            error_messages={"required": EMPTY_ERROR},
        )

    def clean(self, value: object) -> str:
        text = str(super().clean(value)).strip()
        excess = len(text) - BODY_MAX_LENGTH
        if excess > 0:
            message = ngettext(
                "Comments can have at most %(max)s characters. Remove %(excess)d character.",
                "Comments can have at most %(max)s characters. Remove %(excess)d characters.",
                excess,
            )
            values = {"max": f"{BODY_MAX_LENGTH:,}", "excess": excess}
            raise forms.ValidationError(message % values)
        if not is_visible_comment(text):
            raise forms.ValidationError(EMPTY_ERROR, code="required")
        return text


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
    return gettext("The form was incomplete. Check your comment and send it again.")
