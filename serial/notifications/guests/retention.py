"""Deleting the email addresses of guests when they are not needed any more."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from serial.comments.choices import OPEN_STATES
from serial.comments.models import GuestEmail, ReplySubscription
from serial.comments.models.guest_email import CONFIRMATION_PERIOD, GONE_PERIOD, SUBSCRIPTION_PERIOD
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.mail.models import UnsubscribeToken

# Of an address whose comment nobody has approved yet.
HELD_PERIOD = timedelta(days=30)


def prune_guest_emails(arguments: Arguments) -> None:
    """The job of PRUNING_JOB."""
    now = timezone.now()
    gone = Q(comment__state_changed_at__lt=now - GONE_PERIOD) & ~Q(comment__state__in=OPEN_STATES)
    ended = Q(created_at__lt=now - SUBSCRIPTION_PERIOD) | gone
    ReplySubscription.objects.filter(ended).delete()
    open_ones = GuestEmail.objects.filter(confirmed_at=None)
    open_ones.filter(asked_at__lt=now - CONFIRMATION_PERIOD).delete()
    open_ones.filter(asked_at=None, created_at__lt=now - HELD_PERIOD).delete()
    # Not one that is being stored in this moment.
    GuestEmail.objects.unused().filter(created_at__lt=now - timedelta(hours=1)).delete()
    known = GuestEmail.objects.filter(email=OuterRef("address"))
    UnsubscribeToken.objects.filter(~Exists(known), user=None).delete()


PRUNING_JOB = JobKind("prune-guest-emails", prune_guest_emails, Queue.SLOW, every=timedelta(days=1))
