"""Writing rows of notifications, each event once for each member."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from accounts.models.user import forget_unread_counts
from serial.notifications.models import Notification


def write_rows(rows: Iterable[Notification]) -> None:
    """Leaves out those that a member has already, by their key."""
    written = Notification.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    if members := {row.user_id for row in written}:
        # After the commit: two transactions could wait for the rows of each other's members.
        transaction.on_commit(partial(forget_unread_counts, members))
