"""When digests are due, and what belongs to each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from serial.mail.models import OutboxEmail
from serial.mail.queueing import queue_emails
from serial.notifications.channels import Channels
from serial.notifications.choices import EmailFrequency
from serial.notifications.digest_times import DigestSchedule, digest_schedules

DIGEST_EMAIL = "digest"
PERIODS = {EmailFrequency.DAILY: timedelta(days=1), EmailFrequency.WEEKLY: timedelta(days=7)}
# A day has 25 hours if clocks are put back.
LONGER_DAY = timedelta(hours=1)
# What is found in the last minutes before a digest is in the next one. So nothing is written while
# the digest that it belongs to is being sent.
CUT = timedelta(minutes=5)


@dataclass(frozen=True)
class Digest:
    """What a digest is about.

    since: for each frequency that it has, the end of the digest before; a weekly one has what
    belongs to the daily one of the day, too. channels: of each kind of notification.
    """

    user: User
    until: datetime
    since: Mapping[EmailFrequency, datetime]
    channels: Mapping[str, Channels]

    def found_in_time(self, frequency: EmailFrequency, field: str) -> Q:
        """The condition that something belongs to it, by the time at which it was found."""
        since = self.since[frequency] - CUT
        return Q(**{f"{field}__gte": since, f"{field}__lt": self.until - CUT})

    def has(self, frequency: EmailFrequency, found_at: datetime) -> bool:
        """Says the same of one thing that is loaded."""
        since = self.since.get(frequency)
        return since is not None and since - CUT <= found_at < self.until - CUT


def digest_row(
    user: int, frequency: EmailFrequency, schedule: DigestSchedule, found_at: datetime
) -> OutboxEmail:
    """Returns the digest for what was found then. All that belongs to it makes the same row."""
    due_at = schedule.next_digest(frequency, found_at + CUT)
    return OutboxEmail(
        kind=DIGEST_EMAIL,
        event=_event(frequency, due_at),
        user_id=user,
        scope=DIGEST_EMAIL,
        arguments={"frequency": str(frequency), "until": due_at.isoformat()},
        due_at=due_at,
    )


def read_digest(row: OutboxEmail, user: User, channels: Mapping[str, Channels]) -> Digest | None:
    """Returns what to tell; None of a daily digest if the weekly one of the same hour tells it."""
    frequency = EmailFrequency(row.arguments["frequency"])
    until = datetime.fromisoformat(row.arguments["until"])
    digests = OutboxEmail.objects.filter(user=user, kind=DIGEST_EMAIL)
    if frequency == EmailFrequency.WEEKLY:
        frequencies = [EmailFrequency.WEEKLY, EmailFrequency.DAILY]
    elif digests.filter(event=_event(EmailFrequency.WEEKLY, until)).exists():
        return None
    else:
        frequencies = [EmailFrequency.DAILY]
    sent = list(digests.filter(state=OutboxEmail.State.SENT).values_list("arguments", flat=True))
    since = {}
    for one in frequencies:
        ends = [
            datetime.fromisoformat(arguments["until"])
            for arguments in sent
            if one == EmailFrequency.DAILY or arguments["frequency"] == EmailFrequency.WEEKLY
        ]
        earlier = [end for end in ends if end < until]
        since[one] = max([*earlier, until - PERIODS[one] - LONGER_DAY])
    return Digest(user, until, since, channels)


@transaction.atomic
def move_digests(user: User) -> None:
    """Moves the digests that wait to the hour and the day that the member has chosen since."""
    waiting = OutboxEmail.objects.waiting().filter(user=user, kind=DIGEST_EMAIL, claim=None)
    arguments = waiting.values_list("arguments", flat=True)
    frequencies = {EmailFrequency(one["frequency"]) for one in arguments}
    waiting.delete()
    schedule, now = digest_schedules([user.pk])[user.pk], timezone.now()
    queue_emails([digest_row(user.pk, one, schedule, now) for one in sorted(frequencies)])


def _event(frequency: EmailFrequency, due_at: datetime) -> str:
    return f"{DIGEST_EMAIL}:{frequency}:{due_at:%Y-%m-%d-%H}"
