"""Deleting the IP hashes of guests after their retention period."""

from django.db import transaction
from django.utils import timezone

from serial.comments.models import Comment, GuestIpHash, Kudos
from serial.comments.models.guest_ip_hash import RETENTION


@transaction.atomic
def purge_guest_ips() -> int:
    """Removes the IP hash from comments and kudos older than RETENTION, and deletes expired rows.

    Returns the number of deleted rows.
    """
    cutoff = timezone.now() - RETENTION
    Comment.objects.filter(ip_hash__isnull=False, posted_at__lt=cutoff).update(ip_hash=None)
    Kudos.objects.filter(ip_hash__isnull=False, given_at__lt=cutoff).update(ip_hash=None)
    count, _by_model = GuestIpHash.objects.expired().delete()
    return count
