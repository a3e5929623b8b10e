from typing import Self

from django.db import models
from django.utils import timezone

from serial.web.ip_hash import IP_HASH_PERIOD, hash_ip


def hash_guest_ip(ip: str) -> str:
    return hash_ip(ip, "comments")


class GuestIpHashQuerySet(models.QuerySet["GuestIpHash"]):
    def expired(self) -> Self:
        return self.filter(last_seen_at__lt=timezone.now() - IP_HASH_PERIOD)


class GuestIpHash(models.Model):
    """The hash of an IP address that guests comment from, for rate limits, bans and kudos."""

    hash = models.CharField(max_length=64, unique=True)
    last_seen_at = models.DateTimeField(default=timezone.now)

    objects = GuestIpHashQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["last_seen_at"], name="guest_ip_hash_by_last_seen")]

    def __str__(self) -> str:
        return self.hash[:8]
