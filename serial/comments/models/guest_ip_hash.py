from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

# Long enough to see a pattern, short enough to be forgotten.
RETENTION = timedelta(days=30)


def hash_ip(ip: str) -> str:
    """The address as a keyed hash: without SECRET_KEY nobody can try all addresses."""
    return salted_hmac("comments.guest_address", ip, algorithm="sha256").hexdigest()


class GuestIpHashQuerySet(models.QuerySet["GuestIpHash"]):
    def expired(self) -> Self:
        return self.filter(seen_at__lt=timezone.now() - RETENTION)


class GuestIpHash(models.Model):
    """Where guests wrote from, as a hash, so that their comments and kudos can be counted."""

    key = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = GuestIpHashQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["seen_at"], name="guest_address_by_seen")]

    def __str__(self) -> str:
        return self.key[:8]
