"""Pausing feedback: hides new comments from an author until they resume it."""

from datetime import datetime

from accounts.models import User
from serial.comments.models import FeedbackPause


def pause_feedback(user: User) -> None:
    """A pause that is already running keeps its start."""
    FeedbackPause.objects.bulk_create([FeedbackPause(user=user)], ignore_conflicts=True)
    user.count_unread_again()


def resume_feedback(user: User) -> None:
    FeedbackPause.objects.filter(user=user).delete()
    user.count_unread_again()


def feedback_paused_since(user: User) -> datetime | None:
    """Returns when this user paused feedback, or None."""
    return FeedbackPause.objects.filter(user=user).values_list("started_at", flat=True).first()
