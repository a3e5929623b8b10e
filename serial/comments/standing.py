"""How well somebody is known here: what they may do at once, and what is looked at first."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from serial.comments.choices import UNDER_REVIEW, State
from serial.comments.recent import Recent

# A week and three comments that stood are more than who comes to advertise waits for.
KNOWN_AFTER = timedelta(days=7)
COMMENTS_THAT_STOOD = 3
# What was held against somebody longer ago is forgotten.
REMEMBERED = timedelta(days=90)


def is_newcomer(user: User | None, recent: Sequence[Recent]) -> bool:
    """Guests always are; a member until a few comments of theirs have stood for a while."""
    if user is None or user.date_joined > timezone.now() - KNOWN_AFTER:
        return True
    return sum(each.state == State.PUBLISHED for each in recent) < COMMENTS_THAT_STOOD


def is_in_good_standing(recent: Sequence[Recent]) -> bool:
    """Of a member who is no newcomer: nothing of theirs was held against them lately."""
    since = timezone.now() - REMEMBERED
    return not any(each.state in UNDER_REVIEW for each in recent if each.posted_at > since)
