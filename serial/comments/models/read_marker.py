from django.conf import settings
from django.db import models
from django.utils import timezone

from serial.chapters.models import Chapter


class ReadMarker(models.Model):
    """The last comment of a chapter that a member had read, before and during their last visit.

    Comments with a higher number than `read_before_visit` are shown as new.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="read_markers")
    # Both are a Comment.number.
    read_before_visit = models.PositiveIntegerField(default=0)
    read_in_visit = models.PositiveIntegerField(default=0)
    visited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "chapter"], name="read_marker_unique")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.chapter_id}"
