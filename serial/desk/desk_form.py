"""The base of the desk's forms."""

from typing import Any

from django import forms


class DeskForm(forms.BaseForm):
    """Shows labels without a colon. Subclasses change fields and initial values in `set_up()`."""

    # Any: what the form of the subclass takes.
    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.set_up()

    def set_up(self) -> None:
        """Called at the end of `__init__`. Overriding methods call super()."""
