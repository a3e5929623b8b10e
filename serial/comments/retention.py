"""Deleting the IP hashes of guests and the hashes of sentences after their retention periods."""

from django.db import transaction
from django.utils import timezone

from serial.comments.models import Comment, DraftComment, GuestIpHash, Kudos, SentenceHash
from serial.web.ip_hash import IP_HASH_PERIOD


@transaction.atomic
def purge_guest_ips() -> int:
    """Removes IP hashes from comments and kudos after IP_HASH_PERIOD, and deletes expired rows.

    Returns the number of deleted rows.
    """
    cutoff = timezone.now() - IP_HASH_PERIOD
    Comment.objects.filter(ip_hash__isnull=False, posted_at__lt=cutoff).update(ip_hash=None)
    DraftComment.objects.filter(ip_hash__isnull=False, posted_at__lt=cutoff).update(ip_hash=None)
    Kudos.objects.filter(ip_hash__isnull=False, given_at__lt=cutoff).update(ip_hash=None)
    count, _by_model = GuestIpHash.objects.expired().delete()
    return count


def purge_sentence_hashes() -> int:
    """Returns the number of deleted rows."""
    count, _by_model = SentenceHash.objects.expired().delete()
    return count
