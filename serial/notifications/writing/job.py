"""Telling members of what has happened, again and again."""

from datetime import timedelta

from serial.jobs.kinds import Arguments, JobKind
from serial.notifications.writing.events import SOURCES
from serial.notifications.writing.rows import write_rows

EVERY = timedelta(seconds=30)


def write_notifications(arguments: Arguments) -> None:
    """The job of NOTIFICATIONS_JOB."""
    for find in SOURCES:
        write_rows(find())


NOTIFICATIONS_JOB = JobKind("write-notifications", write_notifications, every=EVERY)
