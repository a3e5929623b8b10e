"""allauth's forms of two-factor sign-in, with this site's labels."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils.translation import gettext_lazy as _

from accounts.login_forms import word_fields

CODE_LABEL = _("Code from your authenticator app, or a recovery code")
# For a list of a few passkeys.
PASSKEY_NAME_MAX_LENGTH = 60


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = CODE_LABEL
        word_fields(self)


class ConfirmCodeForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = CODE_LABEL
        word_fields(self)


class SetUpAppForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        word_fields(self)


@contextmanager
def refusing_forged_passkeys() -> Iterator[None]:
    """Makes every error a validation error.

    The fido2 package parses and verifies what anyone can send. It raises KeyError, ValueError,
    InvalidSignature and more.
    """
    try:
        yield
    except ValidationError:
        raise
    except Exception as error:
        raise get_adapter().validation_error("incorrect_code") from error


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        with refusing_forged_passkeys():
            return super().clean_credential()


class SignInByPasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        with refusing_forged_passkeys():
            return super().clean_credential()


class ConfirmByPasskeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        with refusing_forged_passkeys():
            return super().clean_credential()


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    name = CharField(
        label=_("Name"), required=False, max_length=PASSKEY_NAME_MAX_LENGTH, strip=True
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = _("Sign in with it instead of a password")
        self.fields["passwordless"].help_text = _(
            "Your device then asks for its PIN, your fingerprint or your face."
        )

    def clean(self) -> dict[str, object]:
        with refusing_forged_passkeys():
            cleaned_data: dict[str, object] = super().clean()
        return cleaned_data
