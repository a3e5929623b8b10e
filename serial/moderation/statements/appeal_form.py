from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.moderation.appealing import APPEAL_MAX_LENGTH
from serial.web.text_fields import CleanedTextField


class AppealForm(forms.Form):
    words = CleanedTextField(
        label=_("Why is the decision wrong?"),
        help_text=format_lazy(_("Up to {max} characters."), max=f"{APPEAL_MAX_LENGTH:,}"),
        max_length=APPEAL_MAX_LENGTH,
        error_messages={"required": _("Write why the decision is wrong.")},
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
