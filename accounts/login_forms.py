"""allauth's forms for signing in and signing up, with this site's labels."""

from allauth.account.forms import LoginForm, SignupForm
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import USERNAME_TAKEN_ERROR


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or email")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].label = _("Stay signed in on this device")
        remove_placeholders(self)


class SignUpForm(SignupForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        username = User._meta.get_field("username")
        self.fields["username"].label = _("Username")
        self.fields["username"].help_text = username.help_text
        remove_placeholders(self)

    def add_username_taken_error(self) -> None:
        self.add_error("username", USERNAME_TAKEN_ERROR)


def remove_placeholders(form: LoginForm | SignupForm) -> None:
    """Removes the placeholders: they repeat the labels and look like filled-in values."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
