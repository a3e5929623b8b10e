"""allauth's forms of the entrance, in this site's words."""

from allauth.account.forms import LoginForm, SignupForm
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or email")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].label = _("Stay signed in on this device")
        remove_placeholders(self)


class SignUpForm(SignupForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        username = User._meta.get_field("username")
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = username.help_text
        remove_placeholders(self)

    def say_username_is_taken(self) -> None:
        self.add_error("username", _("Somebody has this user name already."))


def remove_placeholders(form: LoginForm | SignupForm) -> None:
    """Takes out what repeats the labels and looks as if it were typed already."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
