"""How well somebody is known here: what they may do at once, and what is looked at first."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from serial.comments.choices import UNDER_REVIEW, State
from serial.comments.posting_history import PastComment

# A week and three comments that stood are more than who comes to advertise waits for.
NEWCOMER_PERIOD = timedelta(days=7)
MIN_PUBLISHED = 3
# What was held against somebody longer ago is forgotten.
TRUST_LOOKBACK = timedelta(days=90)


def is_newcomer(user: User | None, recent: Sequence[PastComment]) -> bool:
    """Guests always are; a member until a few comments of theirs have stood for a while."""
    if user is None or user.date_joined > timezone.now() - NEWCOMER_PERIOD:
        return True
    return sum(each.state == State.PUBLISHED for each in recent) < MIN_PUBLISHED


def is_trusted(recent: Sequence[PastComment]) -> bool:
    """Of a member who is no newcomer: nothing of theirs was held against them lately."""
    since = timezone.now() - TRUST_LOOKBACK
    return not any(each.state in UNDER_REVIEW for each in recent if each.posted_at > since)
