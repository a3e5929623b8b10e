from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.stories.models import Announcement


class AnnouncementMailing(models.Model):
    """Telling the followers of a story of one announcement, which happens once."""

    announcement = models.OneToOneField(
        Announcement, on_delete=models.CASCADE, primary_key=True, related_name="mailing"
    )
    found_at = models.DateTimeField(default=timezone.now)
    # Followers with a primary key up to this one have been told.
    done_until = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("announcement mailing")
        verbose_name_plural = _("announcement mailings")

    def __str__(self) -> str:
        return f"{self.announcement_id}: {self.found_at}"
