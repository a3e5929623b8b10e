from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailConfirmation
from allauth.account.utils import passthrough_next_redirect_url
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models.user import username_validator


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Where allauth asks the site how it wants things."""

    username_validators = [username_validator]

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: EmailConfirmation
    ) -> str:
        """The link of the mail, which leads on to where the person was going: an invitation, say.

        In the link rather than in the session, for mail is often read on another device.
        """
        url = super().get_email_confirmation_url(request, emailconfirmation)
        return str(passthrough_next_redirect_url(request, url, REDIRECT_FIELD_NAME))


def client_ip(request: HttpRequest) -> str:
    """Where a request comes from, as TRUSTED_PROXIES says; of an IPv6 address its network.

    A household has one network and changes addresses within it by the hour. Empty where nobody
    can tell: behind a socket, with TRUSTED_PROXIES not set.
    """
    try:
        address = ip_address(str(get_adapter().get_client_ip(request)))
    except (PermissionDenied, ValueError):
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    # What a socket for both kinds makes of an IPv4 address: its "network" would be everybody's.
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, 64), strict=False))
