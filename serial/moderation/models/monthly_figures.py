from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MonthlyFigures(models.Model):
    """The public figures of a month, counted by a job. There is nothing about a person in it."""

    # Its first day.
    month = models.DateField(_("month"), unique=True)
    # What figures/counts.py reads.
    counts = models.JSONField(default=dict)
    counted_at = models.DateTimeField(_("counted"), default=timezone.now)

    class Meta:
        verbose_name = _("figures of a month")
        verbose_name_plural = _("figures of months")
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
