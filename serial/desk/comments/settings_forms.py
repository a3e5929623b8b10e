"""Who may comment on a story or a chapter, and whose comments wait for its author first."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.comments.action_log import Value
from serial.comments.choices import Audience, Premoderation
from serial.comments.models import Discussion, StoryCommentSettings
from serial.comments.settings_changes import MAX_CLOSING_DAYS

SAME_AS_STORY = ("", _("As the story has it"))
AUDIENCE_CHOICES = [
    (Audience.EVERYONE.value, _("Everyone")),
    (Audience.MEMBERS.value, _("Members")),
    (Audience.NOBODY.value, _("Nobody")),
]
PREMODERATION_CHOICES = [
    (Premoderation.NOBODY.value, _("None")),
    (Premoderation.GUESTS.value, _("Those of guests")),
    (Premoderation.EVERYONE.value, _("All")),
]
AUDIENCE_LABEL, PREMODERATION_LABEL = _("Who may comment"), _("Comments that wait for you first")


class StorySettingsForm(forms.ModelForm[StoryCommentSettings]):
    audience = forms.ChoiceField(label=AUDIENCE_LABEL, choices=AUDIENCE_CHOICES)
    premoderation = forms.ChoiceField(label=PREMODERATION_LABEL, choices=PREMODERATION_CHOICES)
    closes_after_days = forms.IntegerField(
        label=_("Close a chapter's comments after"),
        required=False,
        min_value=1,
        max_value=MAX_CLOSING_DAYS,
        # A browser's number field would throw away what is no number, unseen.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Days after its release. Empty: never."),
    )

    class Meta:
        model = StoryCommentSettings
        fields = ["audience", "premoderation", "closes_after_days"]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)

    def rules(self) -> Value:
        return dict(self.cleaned_data)


class ChapterSettingsForm(forms.ModelForm[Discussion]):
    audience = forms.ChoiceField(
        label=AUDIENCE_LABEL, required=False, choices=[SAME_AS_STORY, *AUDIENCE_CHOICES]
    )
    premoderation = forms.ChoiceField(
        label=PREMODERATION_LABEL, required=False, choices=[SAME_AS_STORY, *PREMODERATION_CHOICES]
    )
    closed = forms.BooleanField(label=_("Closed to further comments"), required=False)

    class Meta:
        model = Discussion
        fields = ["audience", "premoderation"]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.initial["closed"] = self.instance.closed_at is not None

    def rules(self) -> Value:
        return dict(self.cleaned_data)
