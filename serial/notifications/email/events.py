"""Finds notifications of which members want an email at once, and puts it into the outbox."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Concat
from django.utils import timezone

from serial.jobs.kinds import Arguments, JobKind
from serial.mail.models import OutboxEmail
from serial.mail.queueing import queue_emails
from serial.notifications.channels import channels_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.models import Notification

SWEEP = timedelta(seconds=30)
# How long a worker may be stopped before members are told in the site only.
NEWS_PERIOD = timedelta(days=1)
EVENT_EMAIL = "event"
PREFIX = "notification:"


def queue_event_emails(arguments: Arguments) -> None:
    """The job of EVENT_EMAILS_JOB."""
    queued = OutboxEmail.objects.filter(
        user=OuterRef("user"), event=Concat(Value(PREFIX), OuterRef("key"))
    )
    since = timezone.now() - NEWS_PERIOD
    new = Notification.objects.filter(~Exists(queued), created_at__gt=since)
    by_kind = defaultdict(list)
    for kind, user_id, key in new.order_by("pk").values_list("kind", F("user"), "key"):
        by_kind[kind].append((user_id, key))
    for kind, found in by_kind.items():
        channels = channels_for({user_id for user_id, _key in found}, kind)
        queue_emails(
            [
                _row(kind, user_id, key)
                for user_id, key in found
                if channels[user_id].email == EmailFrequency.NOW
            ]
        )


EVENT_EMAILS_JOB = JobKind("queue-event-emails", queue_event_emails, every=SWEEP)


def _row(kind: str, user_id: int, key: str) -> OutboxEmail:
    return OutboxEmail(
        kind=EVENT_EMAIL,
        event=f"{PREFIX}{key}",
        user_id=user_id,
        scope=f"kind:{kind}",
        arguments={"kind": kind, "key": key},
    )
