from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from serial.stories.models import Credit, Story
from serial.web.text_fields import CleanedCharField


class CreditForm(forms.ModelForm[Credit]):
    """A by-line by the pen name's wording, so that no list of everybody is shown."""

    name = CleanedCharField(
        label=_("Pen name"),
        help_text=_("Somebody else's name is shown once they agree, at their desk."),
    )

    class Meta:
        model = Credit
        fields = ["role", "position"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["name"] = self.instance.pen_name.name
            self.fields["name"].disabled = True

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.instance.pk:
            return name
        pen_name = PenName.objects.filter(name__iexact=name).first()
        if pen_name is None:
            raise forms.ValidationError(
                _("Nobody here writes as “%(name)s”. Check the spelling."), params={"name": name}
            )
        self.instance.pen_name = pen_name
        return name


class CreditFormSet(forms.BaseInlineFormSet[Credit, Story, CreditForm]):
    """The by-lines of a story: at least one person must be left who may work on it."""

    user: User

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        left, seen = 0, set()
        for form in self.forms:
            byline = form.instance
            if form in self.deleted_forms:
                if byline.pk and not byline.is_removable_by(self.user):
                    raise forms.ValidationError(
                        _("Only an author of the story may take away somebody else's by-line.")
                    )
                continue
            left += bool(byline.pk and byline.accepted_at)
            if form.has_changed() or byline.pk:
                key = (byline.pen_name_id, form.cleaned_data.get("role"))
                if key in seen:
                    raise forms.ValidationError(
                        _("“%(name)s” stands twice in one role."),
                        params={"name": byline.pen_name.name},
                    )
                seen.add(key)
        if not left:
            raise forms.ValidationError(
                _("A story keeps at least one by-line; delete the story if nobody writes it.")
            )
