"""Where guests wrote from is thrown away after 30 days, hash and all."""

from django.db import transaction
from django.utils import timezone

from serial.comments.models import Comment, GuestAddress, Kudos
from serial.comments.models.guest_address import KEPT_FOR


@transaction.atomic
def forget_addresses() -> int:
    """Forgets what each older comment and kudos came from; returns how many addresses went."""
    before = timezone.now() - KEPT_FOR
    Comment.objects.filter(address__isnull=False, posted_at__lt=before).update(address=None)
    Kudos.objects.filter(address__isnull=False, given_at__lt=before).update(address=None)
    gone, _each = GuestAddress.objects.expired().delete()
    return gone
