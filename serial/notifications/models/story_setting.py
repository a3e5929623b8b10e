from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from serial.notifications.choices import EmailFrequency
from serial.stories.models import Story


class StorySetting(models.Model):
    """What a member chose for the emails about one story: its chapters and announcements."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="story_settings"
    )
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    email = models.CharField(_("email"), max_length=6, choices=EmailFrequency.choices)

    class Meta:
        verbose_name = _("notification setting of a story")
        verbose_name_plural = _("notification settings of stories")
        constraints = [
            models.UniqueConstraint(fields=["user", "story"], name="story_setting_unique"),
            models.CheckConstraint(
                name="story_setting_email_known",
                condition=Q(email__in=EmailFrequency.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.story}"
