from collections.abc import Mapping

from django import forms

from serial.policies.acceptance import Numbers
from serial.policies.acceptance_field import FIELD_NAME, AcceptanceField


class AcceptanceForm(forms.Form):
    """Accepts the current versions of the terms and the content rules."""

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        # Its links are made for each request.
        self.fields[FIELD_NAME] = AcceptanceField()

    def accepted_numbers(self) -> Numbers:
        numbers: Numbers = self.cleaned_data[FIELD_NAME]
        return numbers
