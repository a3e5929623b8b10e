from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.moderation.check_settings.content import Content, SiteRule
from serial.moderation.choices import Reason

MAX_NUMBER = 99


class SiteRuleForm(forms.Form):
    """A rule of the site: its number, what everybody reads, and what decisions say."""

    is_removable = True

    number = forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=MAX_NUMBER,
        help_text=_(
            "Everybody reads it. In the queue, the keys 1 to 9 choose the rules with these numbers."
        ),
    )
    title = forms.CharField(label=_("Title"), max_length=80)
    text = forms.CharField(
        label=_("The rule"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    words = forms.CharField(
        label=_("Words to the commenter"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A decision by this rule starts with them; moderators can change them."),
    )
    reason = forms.ChoiceField(
        label=_("Reason for reports that belongs to this rule"),
        required=False,
        choices=[("", _("None")), *Reason.choices],
    )

    def __init__(self, data: QueryDict | None, *, part: SiteRule | None, content: Content) -> None:
        numbers = [rule.number for rule in content.rules]
        initial = vars(part) if part else {"number": max(numbers, default=0) + 1}
        super().__init__(data, initial=initial)
        self._others = [rule for rule in content.rules if rule != part]

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number in {rule.number for rule in self._others}:
            message = gettext("Rule %(n)d exists. Choose another number.")
            raise ValidationError(message % {"n": number})
        return number

    def draft(self) -> tuple[SiteRule, ...]:
        """Returns all rules of the site, with this one as it was typed."""
        rules = [*self._others, SiteRule(**self.cleaned_data)]
        return tuple(sorted(rules, key=lambda rule: rule.number))

    def removed(self) -> tuple[SiteRule, ...]:
        return tuple(self._others)
