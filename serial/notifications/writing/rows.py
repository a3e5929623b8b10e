"""Writing rows of notifications, each event once for each member."""

from collections.abc import Iterable

from serial.notifications.models import Notification


def write_rows(rows: Iterable[Notification]) -> None:
    """Leaves out those that a member has already, by their key."""
    Notification.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
