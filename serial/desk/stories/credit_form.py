from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from serial.desk.stories.row_formset import RowFormSet
from serial.stories.choices import Role
from serial.stories.models import Credit
from serial.web.text_fields import CleanedCharField


class CreditForm(forms.ModelForm[Credit]):
    """Adds a credit by typing the pen name, so that the form lists no other authors."""

    name = CleanedCharField(
        label=_("Pen name"),
        help_text=_(
            "Another author’s pen name is shown after they accept the invitation at their desk."
        ),
    )

    class Meta:
        model = Credit
        fields = ["role"]

    # Any: what Django's formset gives to its forms.
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            role.choices = [(value, capfirst(label)) for value, label in Role.choices]
        if self.instance.pk:
            self.initial["name"] = self.instance.pen_name.name
            self.fields["name"].disabled = True

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.instance.pk:
            return name
        pen_name = PenName.objects.owned().filter(name__iexact=normalize("NFC", name)).first()
        if pen_name is None:
            raise forms.ValidationError(
                _("There is no pen name “%(name)s”. Check the spelling."), params={"name": name}
            )
        self.instance.pen_name = pen_name
        return name


class CreditFormSet(RowFormSet[Credit]):
    """The credits of a story; at least one accepted credit must remain."""

    user: User

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        accepted_count, seen = 0, set()
        for form in self.forms:
            credit = form.instance
            if form in self.deleted_forms:
                if credit.pk and not credit.is_removable_by(self.user):
                    raise forms.ValidationError(
                        _("Only an author of the story can remove another person’s credit.")
                    )
                continue
            accepted_count += bool(credit.pk and credit.accepted_at)
            if form.has_changed() or credit.pk:
                key = (credit.pen_name_id, form.cleaned_data.get("role"))
                if key in seen:
                    raise forms.ValidationError(
                        _("“%(name)s” is listed twice with the same role."),
                        params={"name": credit.pen_name.name},
                    )
                seen.add(key)
        if not accepted_count:
            raise forms.ValidationError(
                _("A story needs at least one author credit. To remove the story, delete it.")
            )
