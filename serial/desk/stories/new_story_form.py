"""A new story needs a title. All other settings wait in its tabs."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from serial.desk.desk_form import DeskForm
from serial.stories.models import Story


class NewStoryForm(DeskForm, forms.ModelForm[Story]):
    creation_key = forms.UUIDField(label="", required=False, widget=forms.HiddenInput)
    # Its choices are the author's: `offer_pen_names`.
    pen_name = forms.ModelChoiceField(
        PenName.objects.none(),
        label=_("Author credit"),
        help_text=_("The pen name shown on the story."),
    )

    class Meta:
        model = Story
        fields = ["title"]
        help_texts = {"title": _("You can change it at any time.")}

    def set_up(self) -> None:
        super().set_up()
        self.initial.setdefault("creation_key", uuid4())
        self.fields["title"].widget.attrs |= {"autofocus": True, "class": "title-field"}
        # An author with only one pen name is not asked for it.
        pen_names = self.fields["pen_name"]
        if isinstance(pen_names, forms.ModelChoiceField) and len(pen_names.queryset or []) == 1:
            pen_names.widget = forms.HiddenInput()


def offer_pen_names(form: type[forms.ModelForm[Story]], user_pk: int | None) -> None:
    """Sets the choices of the form's pen name."""
    field = form.base_fields["pen_name"]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = PenName.objects.filter(user=user_pk)
        field.initial = field.queryset.first()
