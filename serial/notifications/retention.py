"""Deleting old notifications."""

from datetime import timedelta

from django.utils import timezone

from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.notifications.models import Notification

NOTIFICATION_PERIOD = timedelta(days=365)
BATCH_SIZE = 1_000
# Between two batches, so that others can write.
PAUSE = timedelta(seconds=1)


def prune_notifications(arguments: Arguments) -> timedelta | None:
    """The job of PRUNING_JOB: deletes a batch of those that are too old."""
    old = Notification.objects.filter(created_at__lt=timezone.now() - NOTIFICATION_PERIOD)
    pks = list(old.order_by("created_at").values_list("pk", flat=True)[:BATCH_SIZE])
    Notification.objects.filter(pk__in=pks).delete()
    return PAUSE if len(pks) == BATCH_SIZE else None


PRUNING_JOB = JobKind(
    "prune-notifications", prune_notifications, Queue.SLOW, every=timedelta(days=1)
)
