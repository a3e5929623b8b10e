"""Limits of wrong passwords. Nobody can lock a member out of their devices.

They count by name and network together: wrong passwords from one network do not block the name in
another. A known device, and one on which the password was just reset, has a count of its own.
"""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from accounts.known_devices import Device

# Enough for a forgotten password and a typing error; 60 guesses an hour for each network.
LIMITS = {
    "unknown_device": "10/m/ip,5/5m/key",
    "known_device": "5/5m/key",
    # The fifth failure within an hour, from all unknown devices together, sends an email.
    "before_alarm": "4/h/key",
}


def count_attempt(
    request: HttpRequest, login: str, network: str
) -> ratelimit.RateLimitUsage | None:
    """Counts an attempt to sign in. Returns None if there were too many.

    The usage that it returns has rollback(), for attempts with the right password.
    """
    device_id = known_device_id(request, login)
    if device_id:
        return _consume(request, "known_device", f"{login.lower()} {device_id}")
    return _consume(request, "unknown_device", f"{login.lower()} {network}")


def is_alarming(request: HttpRequest, login: str) -> bool:
    """Counts a wrong password. Whether it is time to tell the owner of the account."""
    if known_device_id(request, login):
        return False
    return _consume(request, "before_alarm", login.lower()) is None


def known_device_id(request: HttpRequest, login: str) -> str:
    """Returns an id of the device if it is known for the login, otherwise an empty string."""
    if request.user.is_authenticated:
        # Somebody who confirms their password has signed in here.
        return str(request.session.session_key)
    device = Device.of(request)
    return device.id if device.is_known_for(login) else ""


def _consume(request: HttpRequest, name: str, key: str) -> ratelimit.RateLimitUsage | None:
    return ratelimit.consume(request, app="accounts", action=name, config=LIMITS, key=key)
