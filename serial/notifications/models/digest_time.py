from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from serial.notifications.choices import Weekday

DEFAULT_HOUR = 7
DEFAULT_WEEKDAY = Weekday.SATURDAY


class DigestTime(models.Model):
    """When a member gets their digests, in their time zone. Without a row, the defaults hold."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_time"
    )
    hour = models.PositiveSmallIntegerField(_("hour"), default=DEFAULT_HOUR)
    # Of the weekly digest.
    weekday = models.PositiveSmallIntegerField(
        _("day of the weekly digest"), choices=Weekday.choices, default=DEFAULT_WEEKDAY
    )

    class Meta:
        verbose_name = _("digest time")
        verbose_name_plural = _("digest times")
        constraints = [
            models.CheckConstraint(name="digest_time_hour_of_day", condition=Q(hour__lt=24)),
            models.CheckConstraint(
                name="digest_time_weekday_known", condition=Q(weekday__in=Weekday.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.hour}:00"
