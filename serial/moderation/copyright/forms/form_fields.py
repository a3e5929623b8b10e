"""The fields that a notice and a counter-notice have in common."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from serial.moderation.copyright.models.notice import NAME_MAX_LENGTH, TEXT_MAX_LENGTH
from serial.web.text_fields import CleanedCharField, CleanedTextField


class NameField(CleanedCharField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Your name"),
            help_text=_("Your real name: the law asks for it."),
            max_length=NAME_MAX_LENGTH,
            error_messages={"required": _("Write your name.")},
            widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        )


class EmailAddressField(forms.EmailField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Your email address"),
            error_messages={
                "required": _("Write your email address, so that you can be told what happens."),
                "invalid": _("Write an email address such as name@example.org."),
            },
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )


class ExplanationField(CleanedTextField):
    def __init__(self, label: Promise, help_text: Promise, required: Promise) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=TEXT_MAX_LENGTH,
            error_messages={"required": required},
            widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        )


class StatementField(forms.BooleanField):
    def __init__(self, statement: Promise) -> None:
        super().__init__(
            label=statement,  # type: ignore[arg-type]
            error_messages={"required": _("A notice without this statement has no effect.")},
        )


class SignatureField(CleanedCharField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Signature"),
            help_text=_("Type your full name. It counts as your electronic signature."),
            max_length=NAME_MAX_LENGTH,
            error_messages={"required": _("Sign with your full name.")},
            widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        )
