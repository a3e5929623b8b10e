"""Where guests wrote from is thrown away after 30 days, hash and all."""

from django.db import transaction
from django.utils import timezone

from serial.comments.models import Comment, GuestIpHash, Kudos
from serial.comments.models.guest_ip_hash import RETENTION


@transaction.atomic
def purge_guest_ips() -> int:
    """Forgets what each older comment and kudos came from; returns how many addresses went."""
    before = timezone.now() - RETENTION
    Comment.objects.filter(ip_hash__isnull=False, posted_at__lt=before).update(ip_hash=None)
    Kudos.objects.filter(ip_hash__isnull=False, given_at__lt=before).update(ip_hash=None)
    gone, _each = GuestIpHash.objects.expired().delete()
    return gone
