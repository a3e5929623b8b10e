from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SpamModelQuerySet(models.QuerySet["SpamModel"]):
    def newest(self) -> Self:
        """Of one row, without its weights, which are only loaded when they are read."""
        return self.defer("weights").order_by("-pk")[:1]

    def with_switch(self) -> Self:
        """Adds `is_switched_on`: what the newest switch says, None without one."""
        newest = SpamSwitch.objects.order_by("-pk").values("is_on")[:1]
        return self.annotate(is_switched_on=models.Subquery(newest))

    def older_than_newest(self, count: int) -> Self:
        kept = self.order_by("-pk").values("pk")[:count]
        return self.exclude(pk__in=list(kept.values_list("pk", flat=True)))


class SpamModel(models.Model):
    """One training of the spam score. Rows are only added; the newest is used.

    serial/moderation/spam/ makes and reads them.
    """

    trained_at = models.DateTimeField(_("trained"), default=timezone.now)
    # Of the features; weights of another version are not used.
    features_version = models.PositiveSmallIntegerField()
    # Packed (spam/packing.py). Only the newest rows keep them.
    weights = models.BinaryField(default=bytes)
    # The score from which on a comment is called spam, as log odds; None if no score was
    # certain enough.
    threshold = models.FloatField(null=True)
    # What was measured on held-out comments, and the features that weigh most.
    metrics = models.JSONField(default=dict)

    objects = SpamModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("spam score")
        verbose_name_plural = _("spam scores")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.trained_at:%Y-%m-%d %H:%M}"


class SpamSwitch(models.Model):
    """Somebody switched the spam score on or off. Rows are only added; the newest counts.

    Without a row it only logs.
    """

    is_on = models.BooleanField()
    # The training whose figures they saw.
    spam_model = models.ForeignKey(SpamModel, on_delete=models.PROTECT, related_name="switches")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    switched_at = models.DateTimeField(_("switched"), default=timezone.now)

    class Meta:
        verbose_name = _("switch of the spam score")
        verbose_name_plural = _("switches of the spam score")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{'on' if self.is_on else 'off'}, {self.switched_at:%Y-%m-%d %H:%M}"
