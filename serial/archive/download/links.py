"""The link to a member's archive: signed, for this member only, and only for a day."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from accounts.models import User

# Long enough for a slow connection and a second try.
LINK_LIFETIME = timedelta(hours=24)
SALT = "archive.link"


class LinkExpired(Exception):
    """Raised for a link that is older than LINK_LIFETIME."""


def make_link(user: User) -> str:
    return reverse("download_archive", args=[signing.dumps(user.pk, salt=SALT)])


def is_link_of(user: User, token: str) -> bool:
    """Raises LinkExpired if the link is the user's, but too old."""
    try:
        return bool(signing.loads(token, salt=SALT, max_age=LINK_LIFETIME) == user.pk)
    except signing.SignatureExpired as error:
        if signing.loads(token, salt=SALT) == user.pk:
            raise LinkExpired from error
        return False
    except signing.BadSignature:
        return False
