"""The fields that every form of a comment has: for readers, and for authors at the desk."""

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from serial.comments.models.comment import BODY_MAX_LENGTH, QUOTE_MAX_LENGTH
from serial.comments.rendering import is_visible_comment
from serial.comments.time_limits import EDIT_MINUTES
from serial.markup.containers import CONTAINERS
from serial.web.text_fields import CleanedTextField

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
# Of comments on drafts: nobody is mentioned in them, and they cannot be edited.
DRAFT_TEXT_HINT = format_lazy(
    _("*italic*, **bold**, > quote and {containers} work here."),
    containers=", ".join(CONTAINERS_IN_COMMENTS),
)


def shorten_quote(text: str) -> str:
    quote = " ".join(text.split())
    return quote if len(quote) <= QUOTE_MAX_LENGTH else quote[: QUOTE_MAX_LENGTH - 1] + "…"


class BodyField(CleanedTextField):
    def __init__(self, hint: str | Promise = TEXT_HINT) -> None:
        super().__init__(
            label=_("Your comment"),
            help_text=hint,
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
