from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Visitor
from serial.stories.models import Story


class RaidKind(models.TextChoices):
    """What a raid switch does with new comments. Authors of the story are not affected."""

    MEMBERS = "members", _("Members only")
    HOLD_NEW = "hold-new", _("Hold newcomers and guests")
    HOLD_ALL = "hold-all", _("Hold everything")
    SLOW = "slow", _("Slow mode")


class RaidSwitchQuerySet(models.QuerySet["RaidSwitch"]):
    def in_force(self, now: datetime | None = None) -> Self:
        return self.filter(ended_at=None, ends_at__gt=now or timezone.now())

    def on_story(self, story_pk: int) -> Self:
        """Those of a story, and of the whole site."""
        return self.filter(Q(story=None) | Q(story=story_pk))

    def on_chapter(self, chapter_pk: int) -> Self:
        return self.filter(Q(story=None) | Q(story__chapters=chapter_pk))

    def ends_by_kind(self) -> "models.QuerySet[RaidSwitch, tuple[str, datetime]]":
        """Of several of one kind, the last one is the last to end."""
        return self.order_by("ends_at").values_list("kind", "ends_at")


class RaidSwitch(models.Model):
    """Limits new comments for some hours, on a story or on the whole site. Rows are only added."""

    kind = models.CharField(_("what"), max_length=8, choices=RaidKind.choices)
    # None: the whole site.
    story = models.ForeignKey(
        Story, null=True, on_delete=models.CASCADE, related_name="raid_switches"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"))
    # When somebody ended it before its time.
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RaidSwitchQuerySet.as_manager()

    class Meta:
        verbose_name = _("raid switch")
        verbose_name_plural = _("raid switches")
        ordering = ["-started_at", "-pk"]
        indexes = [
            # Conditions without parameters: SQLite uses no other partial index.
            models.Index(
                fields=["ends_at"], name="raid_switch_by_end", condition=Q(ended_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="raid_switch_ends_later", condition=Q(ends_at__gt=F("started_at"))
            ),
            models.CheckConstraint(
                name="raid_switch_kind_known", condition=Q(kind__in=RaidKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.ends_at:%Y-%m-%d %H:%M}"

    def is_managed_by(self, user: Visitor) -> bool:
        """Moderators switch everything; authors what is on their story."""
        if not user.is_authenticated:
            return False
        if user.is_moderator():
            return True
        return self.story is not None and self.story.is_authored_by(user)
