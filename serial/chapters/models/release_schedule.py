from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from serial.stories.models import Story
from serial.times.rhythm import Rhythm, RhythmKind

MAX_INTERVAL_DAYS = 365
MAX_BUFFER_GOAL = 100
# More at once is a whole story, which is published and not released by a rhythm.
MAX_CHAPTERS_PER_SLOT = 5


class ReleaseSchedule(models.Model):
    """The rhythm in which the queue of a story is released.

    Only serial.chapters.releases.queue writes it. The break is in the story's row: readers see it,
    also of a story without a rhythm.
    """

    class Kind(models.TextChoices):
        WEEKLY = RhythmKind.WEEKLY, _("On weekdays")
        INTERVAL = RhythmKind.INTERVAL, _("Every few days")
        MONTHLY = RhythmKind.MONTHLY, _("Every month")

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="release_schedule")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.WEEKLY)
    # 0 for Monday.
    weekdays = models.JSONField(default=list)
    interval_days = models.PositiveSmallIntegerField(default=7)
    month_day = models.PositiveSmallIntegerField(default=1)
    # No slot is earlier; an interval counts from it.
    first_day = models.DateField()
    time = models.TimeField()
    time_zone = models.CharField(max_length=63)
    # Released at the same moment, in the story's order.
    chapters_per_slot = models.PositiveSmallIntegerField(default=1)
    # ISO 8601. Their slots stay empty.
    skipped_days = models.JSONField(default=list)
    # The author is warned while fewer chapters are ready.
    buffer_goal = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("release schedule")
        verbose_name_plural = _("release schedules")
        constraints = [
            models.CheckConstraint(
                name="release_schedule_kind_known",
                condition=Q(kind__in=[kind.value for kind in RhythmKind]),
            ),
            models.CheckConstraint(
                name="release_schedule_interval_in_range",
                condition=Q(interval_days__gte=1, interval_days__lte=MAX_INTERVAL_DAYS),
            ),
            models.CheckConstraint(
                name="release_schedule_month_day_in_range",
                condition=Q(month_day__gte=1, month_day__lte=31),
            ),
            models.CheckConstraint(
                name="release_schedule_chapters_in_range",
                condition=Q(chapters_per_slot__gte=1, chapters_per_slot__lte=MAX_CHAPTERS_PER_SLOT),
            ),
        ]

    def __str__(self) -> str:
        return str(self.story)

    def rhythm(self) -> Rhythm:
        return Rhythm(
            RhythmKind(self.kind),
            self.first_day,
            self.time,
            self.zone(),
            frozenset(self.weekdays),
            self.interval_days,
            self.month_day,
        )

    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def is_skipped(self, day: date) -> bool:
        return day.isoformat() in self.skipped_days
