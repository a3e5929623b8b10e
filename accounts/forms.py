from urllib.parse import parse_qsl

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import AuthorRequest, Invitation, Preferences
from accounts.models.preferences import READING_SETTINGS


class ReadingSettingsForm(forms.ModelForm[Preferences]):
    """The settings in the reading panel, and of its fields on the page "Reading".

    Saves those that the reader changed, and not those that another tab changed meanwhile. Scripts
    name them in `changed`; without scripts `shown` has what the form showed at first.
    """

    class Meta:
        model = Preferences
        fields = READING_SETTINGS

    def __init__(self, data: QueryDict, *, instance: Preferences) -> None:
        super().__init__(data, instance=instance)
        unchanged = set(self.fields) - _changed_names(data)
        for name in unchanged:
            del self.fields[name]

    def store(self) -> None:
        self.instance.save(update_fields=list(self.fields))


def _changed_names(data: QueryDict) -> set[str]:
    if "changed" in data:
        return set(data.getlist("changed"))
    shown = dict(parse_qsl(data.get("shown", ""), max_num_fields=len(READING_SETTINGS)))
    sent = {name: data.get(name, "") for name in READING_SETTINGS}
    return {name for name, value in sent.items() if shown.get(name) != value}


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
