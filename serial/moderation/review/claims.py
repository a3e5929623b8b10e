"""Who has a review item open. Others see it, and decide on something else meanwhile.

A claim keeps nobody from deciding: deciding.py compares versions.
"""

from datetime import timedelta

from django.db.models import BigIntegerField, Case, DateTimeField, Q, QuerySet, When
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import User
from serial.compiled_queries import CompiledUpdate, Placeholder
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
    _CLAIM_ONLY.run(item_pk, by.pk, now, now + CLAIM_PERIOD)


def _claimable(item: Placeholder, by: Placeholder) -> Q:
    return Q(pk=item, status=Status.WAITING) & ~Q(member=by)


def _claimed_or_free(
    item: Placeholder, by: Placeholder, now: Placeholder, until: Placeholder
) -> "QuerySet[ReviewItem]":
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return ReviewItem.objects.filter(Q(claimed_by=by) | (_claimable(item, by) & is_free))


def _new_claim(
    item: Placeholder, by: Placeholder, now: Placeholder, until: Placeholder
) -> dict[str, Case]:
    opened = _claimable(item, by)
    # PostgreSQL asks for the types of values in a CASE.
    by_id, end = Cast(by, BigIntegerField()), Cast(until, DateTimeField())
    return {
        "claimed_by": Case(When(opened, then=by_id), default=None),
        "claimed_until": Case(When(opened, then=end), default=None),
    }


def release(item_pk: int, by: User) -> None:
    items = ReviewItem.objects.filter(pk=item_pk, claimed_by=by)
    items.update(claimed_by=None, claimed_until=None)


# On each view of the queue.
_CLAIM_ONLY = CompiledUpdate(
    _claimed_or_free,
    _new_claim,
    *map(Placeholder, ("item_id", "user_id", "now", "until")),
)
