from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEY_MAX_LENGTH = 200


class Queue(models.TextChoices):
    """A job waits for the others of its queue only."""

    QUICK = "quick", _("Quick")
    SLOW = "slow", _("Slow")


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, now: datetime) -> Self:
        """Jobs to be run now that no worker is running."""
        is_free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.filter(is_free, failed_at=None, due_at__lte=now)

    def failed(self) -> Self:
        return self.exclude(failed_at=None)

    def retry(self) -> int:
        """Makes failed jobs due, with all their attempts. Returns how many."""
        return self.failed().update(due_at=timezone.now(), attempts=0, failed_at=None)


class Job(models.Model):
    """Something to do in the background. A job that was done is deleted.

    Code adds jobs with `add_job` (adding.py), in the transaction of what causes them.
    """

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=KEY_MAX_LENGTH, unique=True)
    # Of no person: ids of rows, numbers, options.
    arguments = models.JSONField(_("arguments"), default=dict)
    queue = models.CharField(_("queue"), max_length=5, choices=Queue.choices)
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    # Increases when the job is added again, so that a run that had begun before does not end it.
    version = models.PositiveIntegerField(default=0)
    # Who runs it: a new id for each attempt. Without renewal it is free again at leased_until.
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(_("leased until"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    # When the last attempt failed; it is then tried again only if somebody retries it.
    failed_at = models.DateTimeField(_("failed"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(
                fields=["queue", "due_at"], name="job_by_due", condition=Q(failed_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(name="job_queue_known", condition=Q(queue__in=Queue.values)),
            models.CheckConstraint(
                name="job_lease_has_an_end",
                condition=Q(lease=None, leased_until=None)
                | Q(lease__isnull=False, leased_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"

    def state(self) -> str:
        if self.failed_at:
            return str(_("Failed"))
        if self.leased_until and self.leased_until > timezone.now():
            return str(_("Running"))
        return str(_("Will be tried again") if self.error else _("Waiting"))
