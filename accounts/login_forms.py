"""allauth's forms for signing in, signing up and resetting a password, which reveal no account."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.core import context
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.forms import BooleanField, Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import USERNAME_TAKEN_ERROR
from accounts.next_page import with_next
from serial.after_response import run_after_response
from serial.policies import acceptance_field
from serial.policies.acceptance import record_acceptance
from serial.policies.acceptance_field import AcceptanceField

# The links of earlier emails still work, so nobody needs more.
RESET_EMAILS = {"reset_email": "5/10m/key"}
# What to do about an empty field, by its name.
EMPTY_FIELD_ERRORS = {
    "login": _("Enter your username or your email address."),
    "email": _("Enter your email address."),
    "username": _("Choose a username."),
    "password": _("Enter your password."),
    "password1": _("Choose a password."),
    "oldpassword": _("Enter your current password."),
    "code": _("Enter the code."),
}


# What the validators of passwords refuse, in one line.
PASSWORD_HINT = format_lazy(
    _("At least {count} characters. Not a common password, and not only digits."),
    count=MinimumLengthValidator().min_length,
)


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or email")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].label = _("Stay signed in on this device")
        self.fields["remember"].initial = True
        add_reset_link(self)
        word_fields(self)


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        add_reset_link(self)
        word_fields(self)


class SignUpForm(SignupForm):  # type: ignore[misc]
    account_already_exists: bool
    is_username_taken = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        username = User._meta.get_field("username")
        self.fields["username"].label = _("Username")
        self.fields["username"].help_text = username.help_text
        self.fields["password1"].help_text = PASSWORD_HINT
        if settings.MINIMUM_AGE:
            self.fields["is_old_enough"] = age_field(settings.MINIMUM_AGE)
        self.fields[acceptance_field.FIELD_NAME] = AcceptanceField()
        word_fields(self)

    def save(self, request: HttpRequest) -> User:
        user: User = super().save(request)
        record_acceptance(user.pk, self.cleaned_data[acceptance_field.FIELD_NAME])
        return user

    def clean_username(self) -> str:
        """Like the email address, a taken username is only mentioned by email, unless public."""
        username = str(self.cleaned_data["username"])
        get_adapter().clean_username(username, shallow=True)
        self.is_username_taken = User.objects.filter(username__iexact=username).exists()
        if self.is_username_taken and import_string(settings.USERNAME_IS_PUBLIC)(username):
            raise ValidationError(USERNAME_TAKEN_ERROR)
        return username

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.is_username_taken and not self.account_already_exists:
            self.account_already_exists = True
            # For the email (accounts/adapter.py).
            request.__dict__["taken_username"] = self.cleaned_data["username"]
        if self.account_already_exists:
            # So that it takes as long as a new account, whose slowest step is this one.
            make_password(self.cleaned_data["password1"])
        result: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return result

    def add_username_taken_error(self) -> None:
        self.add_error("username", USERNAME_TAKEN_ERROR)


class AddEmailAddressForm(AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word_fields(self)


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """For somebody who has forgotten the old one."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ask_once_for_new_password(self)


class FirstPasswordForm(SetPasswordForm):  # type: ignore[misc]
    """For a member without a password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ask_once_for_new_password(self)


class ChangeOwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        ask_once_for_new_password(self)


class RequestResetForm(ResetPasswordForm):  # type: ignore[misc]
    """Does the same for every email address: looking for the account follows the response."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word_fields(self)

    def clean_email(self) -> str:
        return str(get_adapter().clean_email(self.cleaned_data["email"].lower()))

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        run_after_response(request, lambda: self._send(request))
        return str(self.cleaned_data["email"])

    def _send(self, request: HttpRequest) -> None:
        email = self.cleaned_data["email"]
        if ratelimit.consume(
            request, app="accounts", action="reset_email", config=RESET_EMAILS, key=email
        ):
            with context.request_context(request):
                # Finds the account.
                super().clean_email()
                super().save(request)


def age_field(age: int) -> BooleanField:
    """A confirmation. The date of birth is neither asked for nor stored."""
    label = ngettext("I am at least %d year old.", "I am at least %d years old.", age) % age
    refusal = ngettext(
        "You must be at least %d year old to sign up.",
        "You must be at least %d years old to sign up.",
        age,
    )
    return BooleanField(label=label, error_messages={"required": refusal % age})


def ask_once_for_new_password(form: Form) -> None:
    """One field: its "Show" button replaces typing the password again."""
    del form.fields["password2"]
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = PASSWORD_HINT
    word_fields(form)


def add_reset_link(form: LoginForm | ReauthenticateForm) -> None:
    url = with_next(context.request, reverse("account_reset_password"))
    label = gettext("Forgot your password?")
    form.fields["password"].help_text = format_html('<a href="{}">{}</a>', url, label)


def word_fields(form: Form) -> None:
    """Says what to do about an empty field.

    Removes the placeholders: they repeat the labels and look like filled-in values.
    """
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in EMPTY_FIELD_ERRORS:
            field.error_messages["required"] = EMPTY_FIELD_ERRORS[name]
