from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from accounts import alerts, login_limits
from accounts.browser_names import browser_name
from accounts.client_ip import client_ip
from accounts.known_devices import Device, remember_device
from accounts.models import User
from accounts.models.user import username_validator
from accounts.next_page import with_next

# By the names that the templates of emails give them.
LINKS_THAT_GO_ON = {"activate_url", "signup_url", "password_reset_url"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The site's settings for allauth that need code."""

    username_validators = [username_validator]
    error_messages = DefaultAccountAdapter.error_messages | {
        **dict.fromkeys(
            ("username_password_mismatch", "email_password_mismatch", "invalid_login"),
            _("The username or the password is wrong. Try again, or reset your password."),
        ),
        "too_many_login_attempts": _(
            "Too many wrong passwords. Wait a few minutes, or reset your password to sign in now."
        ),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Adds to every email for how many days its confirmation link works.

        Links that go on with what somebody began have `next`, the page to go on to (such as an
        invitation). It is in the URL and not in the session, because people read email on other
        devices.
        """
        days = app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS
        links = {
            name: with_next(self.request, str(url))
            for name, url in context.items()
            if name in LINKS_THAT_GO_ON
        }
        super().send_mail(template_prefix, email, {"confirmation_days": days, **context, **links})

    def send_account_already_exists_mail(self, email: str) -> None:
        username = self.request.__dict__.get("taken_username")
        if username is None:
            super().send_account_already_exists_mail(email)
            return
        signup_url = build_absolute_uri(self.request, reverse("account_signup"))
        values = {"username": username, "signup_url": signup_url}
        self.send_mail("account/email/username_taken", email, values)

    def respond_email_verification_sent(
        self, request: HttpRequest, user: User | None
    ) -> HttpResponse:
        # With `next`, for the page's link to sign in.
        return redirect(with_next(request, reverse("account_email_verification_sent")))

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "accounts.two_factor_stage.TwoFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Refuses the attempt if there were too many; replaces allauth's limit for each name."""
        usage = login_limits.count_attempt(request, _login(credentials), client_ip(request))
        if usage is None:
            raise self.validation_error("too_many_login_attempts")
        # allauth takes the attempt back if the password is right.
        self._login_failed_rl_usage = usage

    def authentication_failed(self, request: HttpRequest, **credentials: str) -> None:
        if login_limits.is_alarming(request, _login(credentials)):
            alerts.alert_owner_of(request, _login(credentials))

    def login(self, request: HttpRequest, user: User) -> None:
        for path in settings.SIGN_IN_HANDLERS:
            import_string(path)(request, user)
        self._is_first_login = user.last_login is None
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **details: object) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **details)
        if not self._is_first_login and not Device.of(request).is_known_to(user):
            browser = browser_name(self.get_http_user_agent(request))
            alerts.alert_user(request, user, "new_device", browser=browser)
        remember_device(request, response, user)
        return response


def _login(credentials: dict[str, str]) -> str:
    return credentials.get("email") or credentials.get("username", "")
