from django import forms
from django.utils.translation import gettext_lazy as _

from serial.moderation.copyright.choices import DecisionKind
from serial.moderation.copyright.deciding import DecisionRefused, check_possible, lock_notice
from serial.moderation.copyright.models import CopyrightNotice
from serial.moderation.copyright.models.decision import REASON_MAX_LENGTH
from serial.web.text_fields import CleanedTextField


class DecisionForm(forms.ModelForm[CopyrightNotice]):
    """A decision on a notice, with what is possible in its state."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a decision."),
            "invalid_choice": _("Not possible in the state that the notice has by now."),
        },
    )
    reason = CleanedTextField(
        label=_("Reason"),
        max_length=REASON_MAX_LENGTH,
        help_text=_(
            "The sender of the notice and, if anything changes for them, the authors read it."
        ),
        error_messages={"required": _("Write the reason. The people concerned read it.")},
    )

    class Meta:
        model = CopyrightNotice
        fields: list[str] = []

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        possible = self.instance.possible_decisions()
        choices = self.fields["decision"]
        if isinstance(choices, forms.ChoiceField):
            choices.choices = [(kind.value, kind.label) for kind in possible]

    def clean(self) -> None:
        """Locks the notice until the transaction ends, so that saving is not refused."""
        super().clean()
        if self.errors:
            return
        try:
            check_possible(lock_notice(self.instance.pk), self.kind())
        except DecisionRefused as error:
            raise forms.ValidationError(str(error)) from error

    def kind(self) -> DecisionKind:
        return DecisionKind(self.cleaned_data["decision"])
