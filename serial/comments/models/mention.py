from django.conf import settings
from django.db import models

from serial.comments.models.comment import Comment


class Mention(models.Model):
    """A member who is mentioned in a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="mention_unique")]

    def __str__(self) -> str:
        return f"@{self.user}"
