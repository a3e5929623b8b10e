"""How well somebody is known here: what they may do at once, and what is looked at first."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from serial.comments.models import Comment

# A week and three comments that stood are more than who comes to advertise waits for.
KNOWN_AFTER = timedelta(days=7)
COMMENTS_THAT_STOOD = 3
# What was held against somebody longer ago is forgotten.
REMEMBERED = timedelta(days=90)


def is_newcomer(user: User | None) -> bool:
    """Guests always are; a member until a few comments of theirs have stood for a while."""
    if user is None or user.date_joined > timezone.now() - KNOWN_AFTER:
        return True
    stood = Comment.objects.by(user).published().order_by()
    return stood[:COMMENTS_THAT_STOOD].count() < COMMENTS_THAT_STOOD


def is_in_good_standing(user: User) -> bool:
    """Of somebody who is no newcomer: nothing of theirs was held against them lately."""
    lately = Comment.objects.by(user).filter(posted_at__gt=timezone.now() - REMEMBERED)
    return not lately.under_review().exists()
