"""Days on which an author wants to write, and to see no new feedback until they ask for it."""

from datetime import datetime

from accounts.models import User
from serial.comments.models import WritingDays


def begin_writing_days(user: User) -> None:
    """From now on; where they began before, since then."""
    WritingDays.objects.bulk_create([WritingDays(user=user)], ignore_conflicts=True)


def end_writing_days(user: User) -> None:
    WritingDays.objects.filter(user=user).delete()


def writing_since(user: User) -> datetime | None:
    """When their writing days began; None where they have none now."""
    return WritingDays.objects.filter(user=user).values_list("since", flat=True).first()
