from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.stories.models import Story


class ReleaseMailing(models.Model):
    """Telling the followers of a story by email of chapters that came out together."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)
    # Followers with a primary key up to this one have their row in the outbox.
    done_until = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("release mailing")
        verbose_name_plural = _("release mailings")

    def __str__(self) -> str:
        return f"{self.story_id}: {self.found_at}"


class ReleaseMailingChapter(models.Model):
    """A chapter of a mailing. Each chapter is announced once."""

    chapter = models.OneToOneField(
        Chapter, on_delete=models.CASCADE, primary_key=True, related_name="release_mailing"
    )
    mailing = models.ForeignKey(ReleaseMailing, on_delete=models.CASCADE, related_name="chapters")

    def __str__(self) -> str:
        return f"{self.chapter_id}"
