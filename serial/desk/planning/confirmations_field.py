"""A form field for questions that the author has to answer with yes before saving."""

from django import forms


class ConfirmationsField(forms.MultipleChoiceField):
    """Checkboxes, one for each question that was asked; none at first."""

    widget = forms.CheckboxSelectMultiple
    # Never changed in place: the copies of a field share it.
    asked: tuple[tuple[str, str], ...] = ()

    def ask(self, key: str, answer: str) -> None:
        """key: of this question about these values, so that other values are asked again."""
        self.asked = (*self.asked, (key, answer))
        self.choices = self.asked

    def validate(self, value: object) -> None:
        """Accepts any value: an answer to an earlier question is ignored."""
