from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.stories.models import Story


class ReleaseMailing(models.Model):
    """Telling the followers of a story by email of chapters that were announced together."""

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


class ReleaseMailingChapterQuerySet(models.QuerySet["ReleaseMailingChapter"]):
    def current(self) -> Self:
        """Returns those of the last announcement of their chapter."""
        by_release = Q(is_again=False, chapter__announced_again_at=None)
        return self.filter(by_release | Q(is_again=True, chapter__announced_again_at__isnull=False))


class ReleaseMailingChapter(models.Model):
    """A chapter of a mailing. Each is announced once by its release, and once again."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="release_mailings")
    mailing = models.ForeignKey(ReleaseMailing, on_delete=models.CASCADE, related_name="chapters")
    is_again = models.BooleanField(default=False)

    objects = ReleaseMailingChapterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "is_again"], name="chapter_announced_once_in_each_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.chapter_id}"
