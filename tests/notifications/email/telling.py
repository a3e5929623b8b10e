"""What the worker does after a release, at once."""

from datetime import datetime, timedelta

import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from accounts.models import User
from serial.jobs.kinds import JobKind
from serial.jobs.models import Job
from serial.jobs.running import run_job
from serial.mail.models import OutboxEmail
from serial.mail.sending.job import send_due_emails
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.releases import FOLLOWERS_JOB, find_releases
from serial.notifications.kinds import CHAPTER
from serial.notifications.models import NotificationSetting


def choose(user: User, frequency: EmailFrequency) -> None:
    NotificationSetting.objects.update_or_create(
        user=user, kind=CHAPTER, defaults={"email": frequency, "in_site": True}
    )


def run_jobs(kind: JobKind) -> None:
    """Runs the jobs of this kind until all are done."""
    while jobs := Job.objects.filter(kind=kind.name):
        for job in jobs:
            run_job(job)


def announce_releases() -> None:
    """Puts the emails about all that is released into the outbox."""
    find_releases({})
    run_jobs(FOLLOWERS_JOB)


def send(at: datetime | None = None) -> list[EmailMultiAlternatives]:
    """Sends what is due at this time. Returns the emails."""
    mail.outbox.clear()
    with time_machine.travel(at or timezone.now(), tick=True):
        while send_due_emails({}) == timedelta():
            pass
    return list(mail.outbox)  # type: ignore[arg-type]


def tell() -> list[EmailMultiAlternatives]:
    announce_releases()
    return send()


def digests() -> list[OutboxEmail]:
    return list(OutboxEmail.objects.filter(kind="digest").order_by("due_at"))
