from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class TwoFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The site's settings for allauth's two-factor sign-in that need code."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code or passkey is not valid. Try again with a new one."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
    }

    def _get_user_identifier(self, user: User) -> str:
        # Authenticator apps show it to everyone who looks at the phone.
        return user.username

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)
