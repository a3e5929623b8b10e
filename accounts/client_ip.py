from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


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
