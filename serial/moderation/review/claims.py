"""Who has a review item open. Others see it, and decide on something else meanwhile.

A claim keeps nobody from deciding: deciding.py compares versions.
"""

from datetime import timedelta

from django.db.models import Case, Q, Value, When
from django.utils import timezone

from accounts.models import User
from serial.moderation.choices import Status
from serial.moderation.models import ReviewItem

# Long enough to read a thread. Nothing stays claimed when somebody leaves.
CLAIM_PERIOD = timedelta(minutes=5)


def claim(item_pk: int, by: User) -> bool:
    """Claims an item, or renews the claim. Returns False if somebody else has it open."""
    now = timezone.now()
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=by)
    items = ReviewItem.objects.filter(is_free, pk=item_pk)
    return bool(items.update(claimed_by=by, claimed_until=now + CLAIM_PERIOD))


def claim_only(item_pk: int, by: User) -> None:
    """Claims an item unless somebody else has it open, and releases all others of this moderator.

    Only waiting items can be claimed, and not by whom they concern.
    """
    now = timezone.now()
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    opened = Q(pk=item_pk, status=Status.WAITING) & ~Q(member=by)
    items = ReviewItem.objects.filter(Q(claimed_by=by) | (opened & is_free))
    items.update(
        claimed_by=Case(When(opened, then=Value(by.pk)), default=None),
        claimed_until=Case(When(opened, then=Value(now + CLAIM_PERIOD)), default=None),
    )


def release(item_pk: int, by: User) -> None:
    items = ReviewItem.objects.filter(pk=item_pk, claimed_by=by)
    items.update(claimed_by=None, claimed_until=None)
