from django.db import models
from django.utils import timezone

from serial.comments.models.comment import Comment


class CommentRevision(models.Model):
    """The text of a comment before an edit. Visible to the commenter and moderators."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    body = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return self.body[:60]
