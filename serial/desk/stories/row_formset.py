"""The rows of a story in one form, some of which may have been removed since it was opened."""

from typing import TypeVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from serial.stories.models import Story

Row = TypeVar("Row", bound=Model)


class RowFormSet(forms.BaseInlineFormSet[Row, Story, forms.ModelForm[Row]]):
    """A row that is gone has an error, keeps what was typed, and can be left out with Remove."""

    def add_fields(self, form: forms.ModelForm[Row], index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["id"].error_messages["invalid_choice"] = _(
            "This was removed in another tab or by another author. Choose Remove, then save the "
            "rest."
        )
