"""Finds notifications that members want to hear of by email, and puts those into the outbox."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from serial.jobs.kinds import Arguments, JobKind
from serial.mail.models import OutboxEmail
from serial.mail.queueing import queue_emails
from serial.notifications.channels import channels_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.digest_times import digest_schedules
from serial.notifications.email.digests import PERIODS, WantedDigest, digest_rows
from serial.notifications.models import Notification

SWEEP = timedelta(seconds=30)
# How long a worker may be stopped before members are told in the site only.
NEWS_PERIOD = timedelta(days=1)
ROWS_AT_ONCE = 1_000
EVENT_EMAIL = "event"
PREFIX = "notification:"


class Event(NamedTuple):
    pk: int
    kind: str
    user_id: int
    key: str


def queue_event_emails(arguments: Arguments) -> timedelta | None:
    """The job of EVENT_EMAILS_JOB: decides of each new notification once which email tells it."""
    now = timezone.now()
    new = Notification.objects.filter(queued_at=None, created_at__gt=now - NEWS_PERIOD)
    rows = new.order_by("created_at").values_list("pk", "kind", "user_id", "key")[:ROWS_AT_ONCE]
    events = [Event(*row) for row in rows]
    with transaction.atomic():
        queue_emails(list(_emails(events, now)))
        found = Notification.objects.filter(pk__in=[event.pk for event in events])
        found.update(queued_at=now)
    return timedelta() if len(events) == ROWS_AT_ONCE else None


EVENT_EMAILS_JOB = JobKind("queue-event-emails", queue_event_emails, every=SWEEP)


def _emails(events: Iterable[Event], now: datetime) -> Iterator[OutboxEmail]:
    wanted = list(_with_frequency(events))
    schedules = digest_schedules({event.user_id for event, email in wanted if email in PERIODS})
    yield from (_row(event) for event, email in wanted if email == EmailFrequency.NOW)
    yield from digest_rows(
        [
            WantedDigest(event.user_id, email, schedules[event.user_id], now)
            for event, email in wanted
            if email in PERIODS
        ]
    )


def _with_frequency(events: Iterable[Event]) -> Iterator[tuple[Event, EmailFrequency]]:
    by_kind = defaultdict(list)
    for event in events:
        by_kind[event.kind].append(event)
    for kind, found in by_kind.items():
        channels = channels_for({event.user_id for event in found}, kind)
        for event in found:
            yield event, channels[event.user_id].email


def _row(event: Event) -> OutboxEmail:
    return OutboxEmail(
        kind=EVENT_EMAIL,
        event=f"{PREFIX}{event.key}",
        user_id=event.user_id,
        scope=f"kind:{event.kind}",
        arguments={"kind": event.kind, "key": event.key},
    )
