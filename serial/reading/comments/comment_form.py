from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from serial.comments.models.comment import BODY_MAX_LENGTH, NAME_MAX_LENGTH, QUOTE_MAX_LENGTH
from serial.markup.containers import CONTAINERS
from serial.reading.comments.tokens import FormKey, new_form_key, read_form_key
from serial.web.text_fields import CleanedCharField, CleanedTextField

# The largest number that an integer column of the database stores.
MAX_INTEGER = 2**31 - 1
MAX_HONEYPOT_LENGTH = 500
CONTAINERS_IN_COMMENTS = [f"::: {name}" for name, kind in CONTAINERS.items() if kind.in_comments]


class BodyField(CleanedTextField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Your comment"),
            help_text=format_lazy(
                _("*emphasis*, > quotation, - list, {containers}, @name"),
                containers=", ".join(CONTAINERS_IN_COMMENTS),
            ),
            widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        )

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if not text:
            raise forms.ValidationError(gettext("Write your comment first."))
        excess = len(text) - BODY_MAX_LENGTH
        if excess > 0:
            message = ngettext(
                "Comments can have at most %(max)s characters. Remove %(excess)d character.",
                "Comments can have at most %(max)s characters. Remove %(excess)d characters.",
                excess,
            )
            values = {"max": f"{BODY_MAX_LENGTH:,}", "excess": excess}
            raise forms.ValidationError(message % values)
        return text


class CommentForm(forms.Form):
    """`form_key` identifies one opened form; `member` is not empty if a member opened it."""

    name = CleanedCharField(
        label=_("Your name"),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your email"),
        required=False,
        help_text=_("Optional. Your email address is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = BodyField()
    quote = CleanedCharField(required=False, widget=forms.HiddenInput)
    form_key = CleanedCharField(required=False, widget=forms.HiddenInput)
    reply_to = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_INTEGER, widget=forms.HiddenInput
    )
    paragraph = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_INTEGER, widget=forms.HiddenInput
    )
    member = CleanedCharField(required=False, widget=forms.HiddenInput)
    website = CleanedCharField(
        label=_("Leave this field empty"),
        required=False,
        validators=[MaxLengthValidator(MAX_HONEYPOT_LENGTH)],
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    field_order = [
        *("quote", "form_key", "reply_to", "paragraph", "member"),
        *("text", "name", "email", "website"),
    ]

    def __init__(self, *args: Any, is_member: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_member:
            del self.fields["name"], self.fields["email"]
        self.fields["quote"].max_length = None  # type: ignore[attr-defined]

    def clean_quote(self) -> str:
        quote = " ".join(str(self.cleaned_data["quote"] or "").split())
        return quote if len(quote) <= QUOTE_MAX_LENGTH else quote[: QUOTE_MAX_LENGTH - 1] + "…"

    def read_form_key(self) -> FormKey | None:
        return read_form_key(str(self.data.get("form_key", "")))

    def clear_invalid_hidden_fields(self) -> bool:
        """Clears hidden fields with errors, which nobody could correct; returns if any had."""
        invalid = [field.name for field in self.hidden_fields() if field.errors]
        self.data = {**self.data, **dict.fromkeys(invalid, "")}
        return bool(invalid)

    def replace_form_key(self) -> None:
        """Makes the next submission a new comment."""
        self.data = {**self.data, "form_key": new_form_key()}

    def clear_member(self) -> None:
        """Makes the next submission valid without an account."""
        self.data = {**self.data, "member": ""}

    def clear_reply_to(self) -> None:
        """Makes the next submission a comment of its own, not a reply."""
        self.data = {**self.data, "reply_to": ""}
