from django.conf import settings
from django.db import models
from django.utils import timezone


class FeedbackPause(models.Model):
    """An author paused feedback: new comments are hidden from them until they resume it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="feedback_pause",
    )
    started_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user}: {self.started_at}"
