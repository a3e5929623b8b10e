"""Days on which an author wants to write, and to see no new feedback until they ask for it."""

from datetime import datetime

from accounts.models import User
from serial.comments.models import FeedbackPause


def pause_feedback(user: User) -> None:
    """From now on; where they began before, since then."""
    FeedbackPause.objects.bulk_create([FeedbackPause(user=user)], ignore_conflicts=True)


def resume_feedback(user: User) -> None:
    FeedbackPause.objects.filter(user=user).delete()


def feedback_paused_since(user: User) -> datetime | None:
    """When their writing days began; None where they have none now."""
    return FeedbackPause.objects.filter(user=user).values_list("since", flat=True).first()
