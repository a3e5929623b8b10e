"""Marking notifications as read, one, some or all of them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.notifications.models import ChaptersSeen, Notification


def mark_read(user: User, pks: Iterable[int]) -> None:
    """Of other members' rows it marks none."""
    unread = Notification.objects.filter(user=user, pk__in=list(pks)).unread()
    unread.update(read_at=timezone.now())
    user.count_unread_again()


def mark_story_seen(user: User, story_pk: int, until: datetime | None = None) -> None:
    """Marks the new chapters of one story. until: what came out later stays new."""
    _set_seen(user, story_pk, until or timezone.now())


@transaction.atomic
def mark_all_read(user: User, until: datetime | None = None) -> None:
    """Marks everything that happened until then; what came later stays unread."""
    at = until or timezone.now()
    unread = Notification.objects.filter(user=user, created_at__lte=at).unread()
    unread.update(read_at=timezone.now())
    _set_seen(user, None, at)
    ChaptersSeen.objects.filter(user=user, seen_until__lte=at).exclude(story=None).delete()


def _set_seen(user: User, story_pk: int | None, until: datetime) -> None:
    until = min(until, timezone.now())
    row = ChaptersSeen(user=user, seen_until=until)
    row.story_id = story_pk
    ChaptersSeen.objects.bulk_create([row], ignore_conflicts=True)
    # A page that was opened earlier does not make chapters new again.
    earlier = ChaptersSeen.objects.filter(user=user, story=story_pk, seen_until__lt=until)
    earlier.update(seen_until=until)
    user.count_unread_again()
