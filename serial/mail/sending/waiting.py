"""Senders wait while jobs write the emails to the followers of a story.

Both need the database and the processors. While emails were sent, writing 100,000 rows took four
times as long (docs/performance.md, Releases and emails).
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from serial.jobs.models import Job

# From the beginning of the writing: emails are not held up by a job that never ends.
LONGEST_WAIT = timedelta(minutes=1)
PAUSE = timedelta(seconds=1)


def are_emails_being_written() -> bool:
    """Whether one of EMAIL_WRITING_JOBS is at work. One that waits after an error is not."""
    now = timezone.now()
    jobs = Job.objects.filter(kind__in=settings.EMAIL_WRITING_JOBS, failed_at=None, due_at__lte=now)
    return jobs.filter(added_at__gt=now - LONGEST_WAIT).exists()
