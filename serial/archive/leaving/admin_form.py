from collections.abc import Mapping

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.archive.leaving.choices_form import LeavingForm
from serial.archive.time_limits import CANCEL_PERIOD

AFTER_PERIOD, AT_ONCE = "after-period", "at-once"


class AdminLeavingForm(LeavingForm):
    """The same choices for an administrator who deletes the account of a member."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[
            (
                AFTER_PERIOD,
                format_lazy(
                    _("In {days} days. The member can keep the account by signing in."),
                    days=CANCEL_PERIOD.days,
                ),
            ),
            (AT_ONCE, _("At once, because the law asks for it. Nobody can cancel or undo it.")),
        ],
        initial=AFTER_PERIOD,
        widget=forms.RadioSelect(attrs={"class": "field__choices"}),
    )
    is_confirmed = forms.BooleanField(
        label=_("I have checked that it is this account, and that it must be deleted.")
    )

    def __init__(self, user: User, data: Mapping[str, object] | None = None) -> None:
        super().__init__(user, data)
        self.fields["comments"].label = _("Comments")
        self.order_fields(
            [*(name for name in self.fields if name.startswith("story-")), "comments"]
        )

    def is_at_once(self) -> bool:
        return bool(self.cleaned_data["when"] == AT_ONCE)
