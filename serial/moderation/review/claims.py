"""Who has a review item open. Others see it, and decide on something else meanwhile.

A claim keeps nobody from deciding: deciding.py compares versions.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from serial.moderation.models import ReviewItem

# Long enough to read a thread. Nothing stays claimed when somebody leaves.
CLAIM_PERIOD = timedelta(minutes=5)


def claim(item_pk: int, by: User) -> bool:
    """Claims an item, or renews the claim. Returns False if somebody else has it open."""
    now = timezone.now()
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=by)
    items = ReviewItem.objects.filter(is_free, pk=item_pk)
    return bool(items.update(claimed_by=by, claimed_until=now + CLAIM_PERIOD))


def release(item_pk: int, by: User) -> None:
    items = ReviewItem.objects.filter(pk=item_pk, claimed_by=by)
    items.update(claimed_by=None, claimed_until=None)
