from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

# Long enough to recognise repeated abuse, short enough to store little about guests.
RETENTION = timedelta(days=30)


def hash_ip(ip: str) -> str:
    """Returns the keyed hash of an IP address, in hexadecimal.

    Keyed with SECRET_KEY: otherwise the address could be found by hashing every address there is.
    """
    return salted_hmac("comments.guest_ip", ip, algorithm="sha256").hexdigest()


class GuestIpHashQuerySet(models.QuerySet["GuestIpHash"]):
    def expired(self) -> Self:
        return self.filter(last_seen_at__lt=timezone.now() - RETENTION)


class GuestIpHash(models.Model):
    """The hash of an IP address that guests comment from, for rate limits, bans and kudos."""

    hash = models.CharField(max_length=64, unique=True)
    last_seen_at = models.DateTimeField(default=timezone.now)

    objects = GuestIpHashQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["last_seen_at"], name="guest_ip_hash_by_last_seen")]

    def __str__(self) -> str:
        return self.hash[:8]
