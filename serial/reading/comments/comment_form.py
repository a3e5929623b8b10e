from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from serial.comments.models.comment import BODY_MAX_LENGTH, NAME_MAX_LENGTH, QUOTE_MAX_LENGTH
from serial.reading.comments.tokens import FormKey, new_form_key, read_form_key
from serial.web.text_fields import CleanedCharField, CleanedTextField

# The largest number that a database column of ours holds.
MAX_INTEGER = 2**31 - 1


class BodyField(CleanedTextField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Your comment"),
            help_text=_("*emphasis*, > quotation, - list, ::: spoiler, @name"),
            widget=forms.Textarea(attrs={"rows": 6, "data-comment-text": "", "dir": "auto"}),
        )

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if not text:
            raise forms.ValidationError(gettext("Write something first."))
        over = len(text) - BODY_MAX_LENGTH
        if over > 0:
            said = ngettext(
                "A comment has at most %(most)s characters: take %(over)d away.",
                "A comment has at most %(most)s characters: take %(over)d away.",
                over,
            )
            raise forms.ValidationError(said % {"most": f"{BODY_MAX_LENGTH:,}", "over": over})
        return text


class CommentForm(forms.Form):
    """A comment being written. `form_key` identifies this form; `member` is set for a member."""

    name = CleanedCharField(
        label=_("Your name"),
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        help_text=_("Only for a notice of replies; nobody is shown it. May stay empty."),
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
        label=_("Leave this empty"),
        required=False,
        validators=[MaxLengthValidator(500)],
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    field_order = [
        "quote",
        "form_key",
        "reply_to",
        "paragraph",
        "member",
        "text",
        "name",
        "email",
        "website",
    ]

    def __init__(self, *args: Any, is_member: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_member:
            del self.fields["name"], self.fields["email"]
        self.fields["quote"].max_length = None  # type: ignore[attr-defined]

    def clean_quote(self) -> str:
        quote = " ".join(str(self.cleaned_data["quote"] or "").split())
        return quote if len(quote) <= QUOTE_MAX_LENGTH else quote[: QUOTE_MAX_LENGTH - 1] + "…"

    def key(self) -> FormKey | None:
        return read_form_key(str(self.data.get("form_key", "")))

    def mend(self) -> bool:
        """Empties what nobody sees and so nobody can mend; says whether there was any."""
        broken = [field.name for field in self.hidden_fields() if field.errors]
        self.data = {**self.data, **dict.fromkeys(broken, "")}
        return bool(broken)

    def renew(self) -> None:
        """Gives the form a key of its own where it came with none that is ours."""
        self.data = {**self.data, "form_key": new_form_key()}

    def as_guest(self) -> None:
        """The next time it is no member's any more."""
        self.data = {**self.data, "member": ""}

    def by_itself(self) -> None:
        """What was an answer is sent as a comment of its own the next time."""
        self.data = {**self.data, "reply_to": ""}
