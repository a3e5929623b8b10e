from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Visitor
from serial.stories.models import Story


class StoryModeratorQuerySet(models.QuerySet["StoryModerator"]):
    def of(self, user: Visitor) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()

    def stories(self) -> "models.QuerySet[StoryModerator, int]":
        """The stories that they moderate, for a subquery."""
        return self.order_by().values_list("story", flat=True)


class StoryModerator(models.Model):
    """A member whom an author of a story lets moderate its comments.

    The log of actions has who appointed and removed them, and when.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="moderators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="moderated_stories"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = StoryModeratorQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "user"], name="story_moderator_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.story}"
