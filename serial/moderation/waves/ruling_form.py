"""What a moderator adds when they start a wave: the rule, words, a note, a sanction."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.moderation.choices import DecisionKind, SanctionKind
from serial.moderation.decisions.kinds import KINDS, missing_ground
from serial.moderation.decisions.recording import Ruling
from serial.moderation.models import Rule
from serial.moderation.models.decision import WORDS_MAX_LENGTH
from serial.moderation.sanctions.orders import SanctionOrder

# Long enough for a wave to be over.
SILENCED_DAYS = 7
# What may come with a sanction.
TAKING_DOWN = (DecisionKind.REJECT, DecisionKind.HIDE)


class RulingForm(forms.Form):
    """The ruling of a moderator. An author's act has none of it."""

    rule = forms.ModelChoiceField(
        label=_("Rule"),
        queryset=Rule.objects.filter(is_in_force=True),
        empty_label=_("Choose a rule"),
        required=False,
    )
    words = forms.CharField(
        label=_("Words to the commenters"),
        help_text=_("Empty: the words of the rule."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=WORDS_MAX_LENGTH,
        required=False,
    )
    note = forms.CharField(
        label=_("Note to colleagues"), max_length=WORDS_MAX_LENGTH, required=False
    )
    silence = forms.BooleanField(required=False)

    def __init__(self, data: object, *, kind: DecisionKind) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.kind = kind
        self.fields["rule"].required = KINDS[kind].needs_rule
        self.fields["rule"].error_messages["required"] = missing_ground(
            kind, has_rule=False, has_words=False
        )

    def clean(self) -> None:
        if self.kind not in TAKING_DOWN:
            self.cleaned_data["silence"] = False
        if not self.asks_ground():
            self.cleaned_data["rule"] = None
            return
        has_rule, words = bool(self.cleaned_data.get("rule")), self.cleaned_data.get("words")
        if self.cleaned_data["silence"] and not has_rule:
            self.add_error("rule", gettext("Choose the rule that was broken."))
        elif problem := missing_ground(self.kind, has_rule=has_rule, has_words=bool(words)):
            self.add_error("rule", problem)

    def asks_ground(self) -> bool:
        """Whether it has a field for the rule. Only public comments are held."""
        return KINDS[self.kind].asks_ground(is_public=True)

    def ruling(self) -> Ruling:
        """For a valid form."""
        data = self.cleaned_data
        order = SanctionOrder(SanctionKind.SILENCED, SILENCED_DAYS) if data["silence"] else None
        words = data["words"] or (data["rule"].words if data["rule"] else "")
        return Ruling(
            kind=self.kind, rule=data["rule"], words=words, note=data["note"], sanction=order
        )
