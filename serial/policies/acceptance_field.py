"""The checkbox with which people accept the terms and the content rules."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.policies.acceptance import Numbers, Published
from serial.policies.documents import PRIVACY, RULES, TERMS

FIELD_NAME = "accepted_policies"


class AcceptanceInput(forms.CheckboxInput):
    """A checkbox whose value names the versions that the page showed: "terms-2 rules-1"."""

    def __init__(self) -> None:
        super().__init__(check_test=lambda value: bool(value) and value == self.value())

    def value(self) -> str:
        return " ".join(f"{key}-{number}" for key, number in Published.read().current.items())

    def format_value(self, value: object) -> str:
        return self.value()

    # Any: as Django's.
    def value_from_datadict(  # type: ignore[override]
        self, data: Any, files: Any, name: str
    ) -> str:
        return str(data.get(name, ""))


class AcceptanceField(forms.Field):
    """Its value is the accepted `Numbers`."""

    widget = AcceptanceInput
    default_error_messages = {
        "required": _("Accept the terms and the content rules to continue."),
        "changed": _("The terms or the content rules have just changed. Read them, then accept."),
    }

    def __init__(self) -> None:
        label = _("I accept the terms and the content rules.")
        super().__init__(label=label, help_text=document_links())

    def to_python(self, value: object) -> Numbers:
        pairs = [part.rpartition("-") for part in str(value or "").split()]
        return {key: int(number) for key, _dash, number in pairs if _is_number(number)}

    def validate(self, value: Numbers) -> None:
        if not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if not Published.read().may_be_accepted(value):
            raise ValidationError(self.error_messages["changed"], code="changed")


def document_links() -> SafeString:
    """Links to what is accepted, and to the privacy statement, of which people are informed."""
    links = ((reverse("policy", args=[doc.key]), doc.title) for doc in (TERMS, RULES, PRIVACY))
    return format_html(
        "{} {}",
        gettext("In a new tab:"),
        format_html_join(" · ", '<a class="link" href="{}" target="_blank">{}</a>', links),
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
