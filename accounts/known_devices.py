"""Recognises the devices on which a member has signed in, by a signed cookie.

Wrong passwords on other devices do not block a known one (accounts/login_limits.py), and a member
gets an email when somebody signs in on a device that is not known.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User

COOKIE = "known_device"
# Only the account pages need it: a cookie on other pages would keep them out of shared caches.
PATH = "/accounts/"
LIFETIME = timedelta(days=365)
# The members of a family that share a tablet. A sixth one replaces the first.
MAX_USERS = 5
SALT = "accounts.known_device"


@dataclass(frozen=True)
class Device:
    id: str
    user_ids: tuple[int, ...]

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Returns the device of the cookie, or a new one without users."""
        try:
            value = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFETIME)
            return cls(str(value["id"]), tuple(map(int, value["users"])))
        except (signing.BadSignature, KeyError, TypeError, ValueError):
            return cls(uuid4().hex, ())

    def is_known_to(self, user: User) -> bool:
        return user.pk in self.user_ids

    def is_known_for(self, login: str) -> bool:
        """Whether the user with this username or email address has signed in on the device."""
        if not self.user_ids:
            return False
        has_login = Q(username__iexact=login) | Q(emailaddress__email__iexact=login)
        return User.objects.filter(has_login, pk__in=self.user_ids).exists()

    def with_user(self, user: User) -> Self:
        others = [pk for pk in self.user_ids if pk != user.pk]
        return replace(self, user_ids=(*others, user.pk)[-MAX_USERS:])


def remember_device(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    device = Device.of(request).with_user(user)
    response.set_cookie(
        COOKIE,
        signing.dumps({"id": device.id, "users": device.user_ids}, salt=SALT),
        max_age=LIFETIME,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
