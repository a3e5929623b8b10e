from http import HTTPStatus
from typing import ClassVar

from django import forms

from serial.web.public_forms.form_key import HiddenField, incomplete_message, new_form_key


class RefusableForm(forms.Form):
    """A form that can be refused as a whole, and comes back with everything that was typed.

    The error is a non-field error; `status` is the status of the response that shows it.
    """

    # Of its form key: see new_form_key.
    key_purpose: ClassVar[str]
    # Set when the form is refused.
    refusal_status: HTTPStatus | None = None
    # Seconds until a form that was one too many may be sent again.
    retry_after: int | None = None

    def clean(self) -> None:
        invalid = [name for name in self.errors if isinstance(self.fields[name], HiddenField)]
        if invalid:
            # Nobody can correct a field that they do not see.
            self.refuse(HTTPStatus.UNPROCESSABLE_ENTITY, incomplete_message(), *invalid)
            for name in invalid:
                del self.errors[name]

    @property
    def status(self) -> HTTPStatus:
        if not self.errors:
            return HTTPStatus.OK
        return self.refusal_status or HTTPStatus.UNPROCESSABLE_ENTITY

    def refuse(self, status: HTTPStatus, message: str, *replaced: str) -> None:
        """Adds an error about the whole form.

        The hidden fields `replaced` are empty in the next submission, or have a new form key.
        """
        self.refusal_status = status
        self.add_error(None, message)
        for name in replaced:
            field = self.fields.get(name)
            if isinstance(field, HiddenField):
                field.replacement = new_form_key(self.key_purpose) if name == "form_key" else ""
