"""Deleting emails that are done with, and bounces that are too old to count."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone

from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.mail.models import Bounce, OutboxEmail, StoppedAddress
from serial.mail.models.bounces import SOFT_BOUNCE_PERIOD

SENT_PERIOD = timedelta(days=30)
# An operator may still find out why, and send them again.
FAILED_PERIOD = timedelta(days=90)
# Members can say that their address works again. Nobody can say it of others, such as guests.
STOPPED_GUEST_PERIOD = timedelta(days=180)
ROWS_AT_ONCE = 2_000

State = OutboxEmail.State
PERIODS = {State.SENT: SENT_PERIOD, State.NOT_NEEDED: SENT_PERIOD, State.FAILED: FAILED_PERIOD}


def prune_outbox(arguments: Arguments) -> timedelta | None:
    """Deletes ROWS_AT_ONCE rows. The job of PRUNING_JOB."""
    now = timezone.now()
    Bounce.objects.filter(received_at__lt=now - SOFT_BOUNCE_PERIOD).delete()
    _prune_stopped_addresses(now - STOPPED_GUEST_PERIOD)
    return timedelta() if any(_prune(*one, now) for one in PERIODS.items()) else None


def _prune(state: str, period: timedelta, now: datetime) -> bool:
    """Returns whether there may be more rows of this state that are too old."""
    old = OutboxEmail.objects.filter(state=state, ended_at__lt=now - period)
    # In the order of the index: for another one, all that are old would be sorted each time.
    pks = list(old.order_by("ended_at").values_list("pk", flat=True)[:ROWS_AT_ONCE])
    OutboxEmail.objects.filter(pk__in=pks).delete()
    return len(pks) == ROWS_AT_ONCE


def _prune_stopped_addresses(before: datetime) -> None:
    """Of guests. Those of members stay: they are shown in their accounts."""
    owned = EmailAddress.objects.annotate(lower=Lower("email")).filter(lower=OuterRef("email"))
    StoppedAddress.objects.filter(~Exists(owned), stopped_at__lt=before).delete()


PRUNING_JOB = JobKind("mail.prune", prune_outbox, Queue.SLOW, every=timedelta(days=1))
