from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.stories.models import Story


class ChaptersSeen(models.Model):
    """Until when a member has seen the new chapters of a story, or of all (without a story)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="chapters_seen"
    )
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="+")
    seen_until = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("seen chapters")
        verbose_name_plural = _("seen chapters")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "story"],
                name="chapters_seen_once_a_story",
                condition=Q(story__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["user"], name="chapters_seen_once_of_all", condition=Q(story=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.story or 'all'}"
