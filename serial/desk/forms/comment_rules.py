"""Who may comment on a story or a chapter, and whose comments wait for its author first."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.comments.acting import Value
from serial.comments.choices import Holds, Who
from serial.comments.models import Discussion, StoryRules
from serial.comments.ruling import MOST_DAYS

AS_THE_STORY = ("", _("As the story has it"))
WHO = [
    (Who.EVERYONE.value, _("Everyone")),
    (Who.MEMBERS.value, _("Members")),
    (Who.NOBODY.value, _("Nobody")),
]
HOLDS = [
    (Holds.NOBODY.value, _("None")),
    (Holds.GUESTS.value, _("Those of guests")),
    (Holds.EVERYONE.value, _("All")),
]
WHO_LABEL, HOLDS_LABEL = _("Who may comment"), _("Comments that wait for you first")


class StoryRulesForm(forms.ModelForm[StoryRules]):
    who = forms.ChoiceField(label=WHO_LABEL, choices=WHO)
    holds = forms.ChoiceField(label=HOLDS_LABEL, choices=HOLDS)
    closes_after_days = forms.IntegerField(
        label=_("Close a chapter's comments after"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        # A browser's number field would throw away what is no number, unseen.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Days after its release. Empty: never."),
    )

    class Meta:
        model = StoryRules
        fields = ["who", "holds", "closes_after_days"]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)

    def rules(self) -> Value:
        return dict(self.cleaned_data)


class ChapterRulesForm(forms.ModelForm[Discussion]):
    who = forms.ChoiceField(label=WHO_LABEL, required=False, choices=[AS_THE_STORY, *WHO])
    holds = forms.ChoiceField(label=HOLDS_LABEL, required=False, choices=[AS_THE_STORY, *HOLDS])
    closed = forms.BooleanField(label=_("Closed to further comments"), required=False)

    class Meta:
        model = Discussion
        fields = ["who", "holds"]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.initial["closed"] = self.instance.closed_at is not None

    def rules(self) -> Value:
        return dict(self.cleaned_data)
