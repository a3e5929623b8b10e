"""What an act on many rows and its rows have in common: state, stopping, one undo.

A job carries the act out in the background, and takes it back, row by row or in batches.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class RowProgress(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    LEFT_OUT = "left-out", _("Left out")
    UNDONE = "undone", _("Undone")
    NOT_UNDONE = "not-undone", _("Not undone")


class BulkAct(models.Model):
    """One act on many rows, with one undo."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    # When somebody stopped it, or took it back.
    stopped_at = models.DateTimeField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    undo_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    def is_running(self) -> bool:
        return not (self.ended_at or self.stopped_at or self.undo_asked_at)

    def is_being_undone(self) -> bool:
        return self.undo_asked_at is not None and self.undone_at is None

    def stop(self) -> None:
        """Leaves the rest as it is. What was done stays done. Lock the row first."""
        if self.is_running():
            self.set_time("stopped_at")

    def ask_undo(self, by: User) -> bool:
        """Stops it, too. Returns False if somebody asked before. Lock the row first."""
        if self.undo_asked_at is not None:
            return False
        self.undo_asked_at, self.undo_asked_by = timezone.now(), by
        self.save(update_fields=["undo_asked_at", "undo_asked_by"])
        return True

    def set_time(self, field: str) -> None:
        """Stores that now is when it ended, was stopped or undone."""
        setattr(self, field, timezone.now())
        self.save(update_fields=[field])


class BulkActRow(models.Model):
    """A row that an act takes, chosen when it starts."""

    progress = models.CharField(
        max_length=10, choices=RowProgress.choices, default=RowProgress.WAITING
    )
    # Why it was left out, or not undone.
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
