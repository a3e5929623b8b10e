from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from serial.chapters.draft_links import DEFAULT_DRAFT_LINK_DAYS, DRAFT_LINK_DAYS, INVALID_DAYS
from serial.chapters.models.draft_link import NOTE_MAX_LENGTH
from serial.web.text_fields import CleanedCharField


def day_choices() -> list[tuple[int, str]]:
    return [
        (days, ngettext("%(count)d day", "%(count)d days", days) % {"count": days})
        for days in DRAFT_LINK_DAYS
    ]


class DraftLinkForm(forms.Form):
    """The name of the recipient of a draft link, and its lifetime in days."""

    note = CleanedCharField(
        label=_("Recipient"),
        max_length=NOTE_MAX_LENGTH,
        required=False,
        help_text=_(
            "Your reader’s name, if you like. It stands beside their comments; they see it too."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("Expires after"),
        choices=day_choices,
        coerce=int,
        initial=DEFAULT_DRAFT_LINK_DAYS,
        error_messages={"required": INVALID_DAYS, "invalid_choice": INVALID_DAYS},
    )

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data, label_suffix="")
