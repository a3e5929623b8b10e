from django import forms
from django.utils.translation import gettext_lazy as _

from serial.moderation.models.decision import WORDS_MAX_LENGTH
from serial.web.text_fields import CleanedTextField

REVERSE, UPHOLD = "reverse", "uphold"


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=[(REVERSE, _("Reverse")), (UPHOLD, _("Uphold"))],
        error_messages={"required": _("Choose an outcome.")},
    )
    words = CleanedTextField(
        label=_("Answer"),
        max_length=WORDS_MAX_LENGTH,
        error_messages={"required": _("Write an answer.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
