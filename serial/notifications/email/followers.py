"""Queueing one email to many members, each in the way that they chose."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from serial.mail.models import OutboxEmail
from serial.mail.queueing import queue_copies
from serial.notifications.channels import Channels
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.digests import PERIODS, digest_copies


def queue_for_each(
    users: Iterable[int], channels: Mapping[int, Channels], email: OutboxEmail, found_at: datetime
) -> None:
    """Queues the email to those who want it at once, and a digest to those who want that.

    users: primary keys. email: without a recipient. found_at: decides which digest tells of it.
    """
    emails = {user: channels[user].email for user in users}
    at_once = [user for user, frequency in emails.items() if frequency == EmailFrequency.NOW]
    in_digest = {user: frequency for user, frequency in emails.items() if frequency in PERIODS}
    queue_copies([(email, at_once), *digest_copies(in_digest, found_at)])
