from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.moderation.copyright.models.notice import CopyrightNotice
from serial.stories.choices import Visibility
from serial.stories.models import Story

URL_MAX_LENGTH = 2_000


class TargetKind(models.TextChoices):
    STORY = "story", _("the whole story")
    CHAPTER = "chapter", _("a chapter")


class NoticeTargetQuerySet(models.QuerySet["NoticeTarget"]):
    def down(self) -> Self:
        return self.filter(is_down=True)

    def online(self) -> Self:
        """Returns what readers can open, those who are signed in at least."""
        chapters = Q(kind=TargetKind.CHAPTER, chapter__in=Chapter.objects.released().values("pk"))
        stories = Story.objects.not_deleted().exclude(visibility=Visibility.DRAFT).values("pk")
        return self.filter(chapters | Q(kind=TargetKind.STORY, notice__story__in=stories))

    def same_as(self, target: "NoticeTarget") -> Self:
        """Returns what other notices say about the same story or chapter."""
        others = self.exclude(pk=target.pk).filter(kind=target.kind)
        if target.kind == TargetKind.CHAPTER:
            return others.filter(chapter=target.chapter_id)
        return others.filter(notice__story=target.notice.story_id)


class NoticeTarget(models.Model):
    """A story or a chapter that a notice names."""

    notice = models.ForeignKey(CopyrightNotice, on_delete=models.CASCADE, related_name="targets")
    # As it was sent.
    url = models.CharField(max_length=URL_MAX_LENGTH)
    kind = models.CharField(max_length=7, choices=TargetKind.choices)
    # None for a whole story, and for a chapter that is erased.
    chapter = models.ForeignKey(Chapter, null=True, on_delete=models.SET_NULL, related_name="+")
    is_down = models.BooleanField(default=False)

    objects = NoticeTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("named page")
        verbose_name_plural = _("named pages")
        constraints = [
            models.CheckConstraint(
                name="notice_target_kind_known", condition=Q(kind__in=TargetKind.values)
            )
        ]

    def __str__(self) -> str:
        return self.url
