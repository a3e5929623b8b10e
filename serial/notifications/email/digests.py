"""When digests are due, and what belongs to each of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from serial.compiled_queries import InIds
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


class WantedDigest(NamedTuple):
    """What was found at a time, and belongs to the next digest of this frequency."""

    user: int
    frequency: EmailFrequency
    schedule: DigestSchedule
    found_at: datetime

    def due_at(self) -> datetime:
        return self.schedule.next_digest(self.frequency, self.found_at + CUT)

    def key(self, due_at: datetime) -> tuple[int, str]:
        return self.user, _event(self.frequency, self.schedule.day_of(due_at))

    def keys_of_day(self, due_at: datetime) -> Iterator[tuple[int, str]]:
        """A weekly digest has what belongs to the daily one of its day, too."""
        yield self.key(due_at)
        if self.frequency == EmailFrequency.DAILY:
            yield self._replace(frequency=EmailFrequency.WEEKLY).key(due_at)


def digest_rows(wanted: Sequence[WantedDigest]) -> list[OutboxEmail]:
    """Returns the digests that tell it. What belongs to the same one makes the same row.

    A member gets one daily digest a day and one weekly digest a week, also if they change the hour
    after it was sent. One query for any number of members.
    """
    pairs = [(one, one.due_at()) for one in wanted]
    keys = {key for one, due_at in pairs for key in one.keys_of_day(due_at)}
    ends = _ends({user for user, _ in keys}, {event for _, event in keys})
    return [_row_after(one, due_at, _told_until(one, due_at, ends)) for one, due_at in pairs]


def digest_copies(
    users: Mapping[int, EmailFrequency], found_at: datetime
) -> Iterator[tuple[OutboxEmail, list[int]]]:
    """Yields the same rows for what was found at one time, each with all members who get it.

    users: how often each member gets digests, by their primary key. Three queries.
    """
    groups = [(group, group.due_at(), members) for group, members in _groups(users, found_at)]
    events = {event for group, due_at, _ in groups for _user, event in group.keys_of_day(due_at)}
    ends = _ends(users, events)
    have_one = {user for user, _ in ends}
    for group, due_at, members in groups:
        wanted = (group._replace(user=user) for user in members if user in have_one)
        told = {one: until for one in wanted if (until := _told_until(one, due_at, ends))}
        told_users = {one.user for one in told}
        yield _row(group, due_at), [user for user in members if user not in told_users]
        for one, until in told.items():
            yield _row_after(one, due_at, until), [one.user]


def _groups(
    users: Mapping[int, EmailFrequency], found_at: datetime
) -> Iterator[tuple[WantedDigest, list[int]]]:
    """Yields the digest of the first of the members whose digests are due together, and all."""
    schedules = digest_schedules(users)
    groups = defaultdict(list)
    for user, frequency in users.items():
        groups[frequency, schedules[user]].append(user)
    for (frequency, schedule), members in groups.items():
        yield WantedDigest(members[0], frequency, schedule, found_at), members


def _ends(users: Collection[int], events: Iterable[str]) -> dict[tuple[int, str], datetime]:
    """Returns until when the digests that exist tell what happened, by member and event."""
    if not users:
        return {}
    rows = OutboxEmail.objects.filter(InIds("user_id", sorted(users)), event__in=sorted(events))
    found = rows.values_list("user_id", "event", "arguments")
    return {(user, event): _end(arguments) for user, event, arguments in found if user is not None}


def _told_until(
    wanted: WantedDigest, due_at: datetime, ends: Mapping[tuple[int, str], datetime]
) -> datetime | None:
    """Returns the end of the digest of the same day or week, if it is over."""
    day = wanted.schedule.day_of(due_at)
    told = [
        ends[key]
        for key in wanted.keys_of_day(due_at)
        if key in ends
        and ends[key] <= wanted.found_at + CUT
        # A weekly one of another day of the week is no reason to leave out a daily one.
        and (key == wanted.key(due_at) or wanted.schedule.day_of(ends[key]) == day)
    ]
    return max(told, default=None)


def _row_after(wanted: WantedDigest, due_at: datetime, told_until: datetime | None) -> OutboxEmail:
    if told_until is None:
        return _row(wanted, due_at)
    return _row(wanted, wanted.schedule.next_digest(wanted.frequency, due_at), since=told_until)


def _row(wanted: WantedDigest, due_at: datetime, since: datetime | None = None) -> OutboxEmail:
    user, event = wanted.key(due_at)
    row = OutboxEmail(
        kind=DIGEST_EMAIL,
        event=event,
        user_id=user,
        scope=DIGEST_EMAIL,
        arguments={"frequency": str(wanted.frequency), "until": due_at.isoformat()},
        due_at=due_at,
    )
    if since is not None:
        row.arguments["since"] = since.isoformat()
    return row


def read_digest(row: OutboxEmail, user: User, channels: Mapping[str, Channels]) -> Digest | None:
    """Returns what to tell; None of a daily digest if the weekly one of the same hour tells it."""
    frequency, until = EmailFrequency(row.arguments["frequency"]), _end(row.arguments)
    digests = OutboxEmail.objects.filter(user=user, kind=DIGEST_EMAIL)
    same_time = digests.filter(arguments__until=row.arguments["until"])
    starts = {
        EmailFrequency(one["frequency"]): _start(one)
        for one in same_time.values_list("arguments", flat=True)
    }
    if frequency == EmailFrequency.WEEKLY:
        starts.setdefault(EmailFrequency.DAILY, until - PERIODS[EmailFrequency.DAILY] - LONGER_DAY)
    elif EmailFrequency.WEEKLY in starts:
        return None
    sent = list(digests.filter(state=OutboxEmail.State.SENT).values_list("arguments", flat=True))
    since = {}
    for one, start in starts.items():
        ends = [
            _end(arguments)
            for arguments in sent
            if one == EmailFrequency.DAILY or arguments["frequency"] == EmailFrequency.WEEKLY
        ]
        earlier = [end for end in ends if end < until]
        since[one] = max([*earlier, start])
    return Digest(user, until, since, channels)


@transaction.atomic
def move_digests(user: User) -> None:
    """Moves the digests that wait to the hour and the day that the member has chosen since."""
    waiting = OutboxEmail.objects.waiting().filter(user=user, kind=DIGEST_EMAIL, claim=None)
    rows = list(waiting.select_for_update().order_by("pk"))
    OutboxEmail.objects.filter(pk__in=[row.pk for row in rows]).delete()
    starts: dict[EmailFrequency, datetime] = {}
    for row in rows:
        frequency, start = EmailFrequency(row.arguments["frequency"]), _start(row.arguments)
        starts[frequency] = min(start, starts.get(frequency, start))
    schedule, now = digest_schedules([user.pk])[user.pk], timezone.now()
    moved = digest_rows([WantedDigest(user.pk, one, schedule, now) for one in sorted(starts)])
    for row in moved:
        # The moved digest has all that the one had which waited.
        start = starts[EmailFrequency(row.arguments["frequency"])]
        row.arguments["since"] = min(start, _start(row.arguments)).isoformat()
    queue_emails(moved)


def _event(frequency: EmailFrequency, day: date) -> str:
    if frequency == EmailFrequency.WEEKLY:
        year, week, _ = day.isocalendar()
        return f"{DIGEST_EMAIL}:{frequency}:{year}-W{week:02}"
    return f"{DIGEST_EMAIL}:{frequency}:{day.isoformat()}"


def _end(arguments: Mapping[str, str]) -> datetime:
    return datetime.fromisoformat(arguments["until"])


def _start(arguments: Mapping[str, str]) -> datetime:
    """Returns from when on it tells what happened; later if another was sent after that."""
    if "since" in arguments:
        return datetime.fromisoformat(arguments["since"])
    return _end(arguments) - PERIODS[EmailFrequency(arguments["frequency"])] - LONGER_DAY
