from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AuthorRequest, Invitation, Preferences
from accounts.models.preferences import READING_SETTINGS
from accounts.time_zones import time_zones_by_region


class PreferencesForm(forms.ModelForm[Preferences]):
    """The settings of the site."""

    class Meta:
        model = Preferences
        fields = ["language", "time_zone", "opens_adult_stories"]
        widgets = {"time_zone": forms.Select}

    def __init__(self, data: Mapping[str, object] | None = None, *, instance: Preferences) -> None:
        super().__init__(data, instance=instance)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=time_zones_by_region(self.instance.time_zone),
            help_text=_("The site shows all times in this time zone."),
        )


class ReadingSettingsForm(forms.ModelForm[Preferences]):
    """The settings in the reading panel, and of its fields among the preferences."""

    class Meta:
        model = Preferences
        fields = READING_SETTINGS


class AuthorRequestForm(forms.ModelForm[AuthorRequest]):
    class Meta:
        model = AuthorRequest
        fields = ["reason"]
        error_messages = {"reason": {"required": _("Write what you would like to publish.")}}


class InvitationForm(forms.ModelForm[Invitation]):
    class Meta:
        model = Invitation
        fields = ["note"]
        help_texts = {"note": _("Only administrators see this.")}


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=[("approve", "approve"), ("decline", "decline")])
