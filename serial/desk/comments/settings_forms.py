"""Forms for the comment settings of a story and of a chapter."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.choices import Audience, Premoderation
from serial.comments.models import Discussion, StoryCommentSettings
from serial.comments.settings_changes import MAX_CLOSING_DAYS

SAME_AS_STORY = ("", _("Same as the story"))
AUDIENCE_LABEL = _("Who can comment")
PREMODERATION_LABEL = _("Comments that need your approval")


class StorySettingsForm(forms.ModelForm[StoryCommentSettings]):
    audience = forms.ChoiceField(label=AUDIENCE_LABEL, choices=Audience.choices)
    premoderation = forms.ChoiceField(label=PREMODERATION_LABEL, choices=Premoderation.choices)
    closes_after_days = forms.IntegerField(
        label=_("Close the comments on a chapter after"),
        required=False,
        min_value=1,
        max_value=MAX_CLOSING_DAYS,
        # Not a number input: browsers send nothing for an invalid number, so it could not be
        # reported.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Days after a chapter’s release. Leave this empty to keep comments open."),
    )

    class Meta:
        model = StoryCommentSettings
        fields = ["audience", "premoderation", "closes_after_days"]

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: StoryCommentSettings
    ) -> None:
        super().__init__(data, instance=instance, label_suffix="")

    def change(self) -> StorySettingsChange:
        return StorySettingsChange(**self.cleaned_data)


class ChapterSettingsForm(forms.ModelForm[Discussion]):
    audience = forms.ChoiceField(
        label=AUDIENCE_LABEL, required=False, choices=[SAME_AS_STORY, *Audience.choices]
    )
    premoderation = forms.ChoiceField(
        label=PREMODERATION_LABEL, required=False, choices=[SAME_AS_STORY, *Premoderation.choices]
    )
    closed = forms.BooleanField(label=_("Closed to new comments"), required=False)

    class Meta:
        model = Discussion
        fields = ["audience", "premoderation"]

    def __init__(self, data: Mapping[str, object] | None = None, *, instance: Discussion) -> None:
        super().__init__(data, instance=instance, label_suffix="")
        self.initial["closed"] = self.instance.closed_at is not None

    def change(self) -> ChapterSettingsChange:
        return ChapterSettingsChange(**self.cleaned_data)
