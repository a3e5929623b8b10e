from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailConfirmation
from allauth.account.utils import passthrough_next_redirect_url
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models.user import username_validator


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The site's settings for allauth that need code."""

    username_validators = [username_validator]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Adds to every email for how many days its confirmation link works."""
        days = app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS
        super().send_mail(template_prefix, email, {"confirmation_days": days, **context})

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: EmailConfirmation
    ) -> str:
        """Returns the confirmation URL with `next`, the page to go on to (such as an invitation).

        `next` is in the URL and not in the session, because people read email on other devices.
        """
        url = super().get_email_confirmation_url(request, emailconfirmation)
        return str(passthrough_next_redirect_url(request, url, REDIRECT_FIELD_NAME))


def client_ip(request: HttpRequest) -> str:
    """Returns the client's IPv4 address or IPv6 network (/64), according to TRUSTED_PROXIES.

    The network, because devices change their IPv6 address within it every few hours. Empty if the
    IP is unknown: behind a Unix socket when TRUSTED_PROXIES is not set.
    """
    try:
        ip = ip_address(str(get_adapter().get_client_ip(request)))
    except (PermissionDenied, ValueError):
        return ""
    if not isinstance(ip, IPv6Address):
        return str(ip)
    # A dual-stack socket maps all IPv4 addresses into one IPv6 network.
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ip_network((ip, 64), strict=False))
