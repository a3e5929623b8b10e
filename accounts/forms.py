from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AuthorRequest, Invitation, Preferences
from accounts.models.preferences import LINE_HEIGHTS, MEASURES, TEXT_SIZES
from accounts.time_zones import time_zones_by_region

RANGES = {"text_size": TEXT_SIZES, "line_height": LINE_HEIGHTS, "measure": MEASURES}


class PreferencesForm(forms.ModelForm[Preferences]):
    class Meta:
        model = Preferences
        fields = [
            "language",
            "time_zone",
            "shows_adult",
            "theme",
            "typeface",
            "text_size",
            "line_height",
            "measure",
            "paragraph_style",
            "justified",
            "hides_notes",
        ]
        widgets = {"time_zone": forms.Select}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=time_zones_by_region(self.instance.time_zone),
            help_text=_("Times on the site are shown in it."),
        )
        for name, (lowest, highest) in RANGES.items():
            field = self.fields[name]
            self.fields[name] = forms.IntegerField(
                label=field.label, min_value=lowest, max_value=highest
            )


class AuthorRequestForm(forms.ModelForm[AuthorRequest]):
    class Meta:
        model = AuthorRequest
        fields = ["reason"]


class InvitationForm(forms.ModelForm[Invitation]):
    class Meta:
        model = Invitation
        fields = ["note"]
        help_texts = {"note": _("Only administrators see this.")}


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=[("grant", "grant"), ("refuse", "refuse")])
