from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from serial.comments.models.guest_ip_hash import GuestIpHash
from serial.stories.models import Story


class StoryBan(models.Model):
    """A member, or the guests of one IP hash, whom an author banned from commenting on a story."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="bans")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    ip_hash = models.ForeignKey(GuestIpHash, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "user"], name="story_ban_unique_user"),
            models.UniqueConstraint(fields=["story", "ip_hash"], name="story_ban_unique_ip_hash"),
            models.CheckConstraint(
                name="story_ban_user_or_ip_hash",
                condition=Q(user=None, ip_hash__isnull=False) | Q(user__isnull=False, ip_hash=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.ip_hash}: {self.story}"
