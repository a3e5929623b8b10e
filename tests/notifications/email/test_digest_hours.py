"""Members who change the hour of their digests get one a day or a week, and miss nothing."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db.models import F

from accounts.models import Preferences, User
from serial.comments.models import Comment
from serial.mail.models import OutboxEmail
from serial.mail.queueing import queue_copies
from serial.mail.sending.job import send_due_emails
from serial.notifications.channels import Channels
from serial.notifications.choices import EmailFrequency
from serial.notifications.digest_times import digest_schedules
from serial.notifications.email.digests import WantedDigest, digest_copies, digest_rows
from serial.notifications.email.events import queue_event_emails
from serial.notifications.models import DigestTime
from serial.notifications.settings_changes import set_channels, set_digest_time
from serial.notifications.writing.job import NOTIFICATIONS_JOB
from tests.comments.conftest import MakeComment
from tests.conftest import make_user
from tests.notifications.email.telling import digests, send

pytestmark = pytest.mark.django_db
DAILY, WEEKLY = EmailFrequency.DAILY, EmailFrequency.WEEKLY
HOUR = timedelta(hours=1)
TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
# A Monday, when the chapter is released.
START = TODAY + timedelta(days=14 - TODAY.weekday())
Reply = Callable[[str, datetime], Comment]


@pytest.fixture
def reply_at(reader: User, other_author: User, make_comment: MakeComment) -> Reply:
    """Replies to the reader, and queues the email about it."""
    with time_machine.travel(START - HOUR):
        own = make_comment("Whose towel is it?", by=reader)

    def reply(body: str, at: datetime) -> Comment:
        with time_machine.travel(at, tick=False):
            comment = make_comment(body, by=other_author, parent=own)
            NOTIFICATIONS_JOB.run({})
            queue_event_emails({})
        return comment

    return reply


def choose(reader: User, email: EmailFrequency) -> None:
    set_channels(reader, {"reply": Channels(in_site=True, email=email)})


def change_hour(reader: User, at: datetime, hour: int, weekday: int = 5) -> None:
    with time_machine.travel(at, tick=False):
        set_digest_time(reader, hour, weekday)


def sent_until(end: datetime) -> list[tuple[datetime, EmailMultiAlternatives]]:
    """Sends what is due until then, each at its time."""
    found = []
    while due := sorted({row.due_at for row in digests() if row.state == "waiting"}):
        if due[0] > end:
            break
        found += [(due[0], email) for email in send(due[0])]
    return found


def test_hour_changed_after_the_daily_digest(reader: User, reply_at: Reply) -> None:
    choose(reader, DAILY)
    reply_at("First.", START + HOUR)
    ((first, _),) = sent_until(START + 8 * HOUR)
    assert first == START + 7 * HOUR
    change_hour(reader, START + 9 * HOUR, 21)
    reply_at("Second.", START + 10 * HOUR)
    ((second, email),) = sent_until(START + 10 * 24 * HOUR)
    assert second == START + (24 + 21) * HOUR
    assert "Second." in email.body and "First." not in email.body


def test_hour_changed_while_a_digest_waits(reader: User, reply_at: Reply) -> None:
    """It has what happened since the digest before, which was more than a day ago."""
    change_hour(reader, START, 21)
    choose(reader, DAILY)
    reply_at("First.", START + HOUR)
    sent_until(START + 21 * HOUR)
    reply_at("Just after.", START + 22 * HOUR)
    change_hour(reader, START + 36 * HOUR, 7)
    ((at, email),) = sent_until(START + 10 * 24 * HOUR)
    assert at == START + (48 + 7) * HOUR and "Just after." in email.body


def test_weekday_changed_after_the_weekly_digest(reader: User, reply_at: Reply) -> None:
    change_hour(reader, START, 7, weekday=0)
    choose(reader, WEEKLY)
    reply_at("First.", START + HOUR)
    ((first, _),) = sent_until(START + 8 * HOUR)
    assert first == START + 7 * HOUR
    reply_at("Second.", START + 9 * HOUR)
    change_hour(reader, START + 10 * HOUR, 7, weekday=4)
    ((second, email),) = sent_until(START + 30 * 24 * HOUR)
    assert second == START + (11 * 24 + 7) * HOUR
    assert "Second." in email.body and "First." not in email.body


def test_no_daily_digest_on_the_day_of_a_weekly_one(reader: User, reply_at: Reply) -> None:
    change_hour(reader, START, 7, weekday=0)
    choose(reader, WEEKLY)
    reply_at("First.", START + HOUR)
    assert len(sent_until(START + 8 * HOUR)) == 1
    change_hour(reader, START + 9 * HOUR, 21, weekday=0)
    choose(reader, DAILY)
    reply_at("Second.", START + 10 * HOUR)
    ((at, email),) = sent_until(START + 10 * 24 * HOUR)
    assert at == START + (24 + 21) * HOUR and "Second." in email.body


def test_other_time_zone_makes_no_second_digest_of_a_day(reader: User, reply_at: Reply) -> None:
    choose(reader, DAILY)
    reply_at("First.", START + HOUR)
    sent_until(START + 8 * HOUR)
    zone = {"time_zone": "America/New_York"}
    Preferences.objects.update_or_create(user=reader, defaults=zone)
    reply_at("Second.", START + 9 * HOUR)
    # 07:00 in New York is 12:00 UTC.
    ((at, _),) = sent_until(START + 10 * 24 * HOUR)
    assert at == START + (24 + 12) * HOUR


def test_digest_that_is_being_sent_is_not_moved(reader: User, reply_at: Reply) -> None:
    choose(reader, DAILY)
    reply_at("First.", START + HOUR)
    at = START + 7 * HOUR
    claim = {"claim": "0" * 32, "claimed_until": at + HOUR}
    OutboxEmail.objects.update(**claim)
    change_hour(reader, at, 21)
    (row,) = digests()
    assert row.due_at == at


@pytest.mark.parametrize("seed", range(3))
def test_many_changes_in_two_weeks(seed: int, reader: User, reply_at: Reply) -> None:
    """Every reply is told once, and no day has two digests."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    frequency = chance.choice([DAILY, WEEKLY])
    choose(reader, frequency)
    sent: list[tuple[datetime, EmailMultiAlternatives]] = []
    replies = []
    at = START
    for number in range(16):
        at += chance.randrange(1, 40) * HOUR + timedelta(minutes=chance.randrange(60))
        sent += sent_until(at)
        if chance.random() < 0.5:
            change_hour(reader, at, chance.randrange(24), chance.randrange(7))
        else:
            replies.append(f"Reply number {number}.")
            reply_at(replies[-1], at)
    sent += sent_until(at + timedelta(days=15))
    days = [moment.isocalendar()[: 2 if frequency == WEEKLY else 3] for moment, _ in sent]
    assert len(days) == len(set(days))
    told = [sum(text in email.body for _, email in sent) for text in replies]
    assert told == [1] * len(replies)
    with time_machine.travel(at + timedelta(days=16)):
        assert send_due_emails({}) is None


@pytest.mark.parametrize("found_at", [START + 8 * HOUR, START + 20 * HOUR, START + 80 * HOUR])
def test_many_members_get_the_digests_that_each_of_them_would_get_alone(found_at: datetime) -> None:
    """Whether they have none, one that waits, or one that was sent, by day, week and zone."""
    chance = random.Random(7)  # noqa: S311 - no secret
    frequencies = {}
    for number in range(60):
        user = make_user(f"reader{number}")
        hour, weekday = chance.choice([7, 8, 21]), chance.choice([0, 3])
        DigestTime.objects.create(user=user, hour=hour, weekday=weekday)
        zone = chance.choice(["UTC", "Asia/Tokyo", "America/New_York"])
        Preferences.objects.create(user=user, time_zone=zone)
        frequencies[user.pk] = chance.choice([DAILY, WEEKLY])
    for frequency in (DAILY, WEEKLY):
        chosen = chance.sample(sorted(frequencies), 30)
        queue_copies([*digest_copies(dict.fromkeys(chosen, frequency), START)])
    OutboxEmail.objects.filter(due_at__lt=found_at).update(state="sent", ended_at=found_at)
    DigestTime.objects.update(hour=22, weekday=(F("weekday") + 1) % 7)
    schedules = digest_schedules(frequencies)
    alone = [
        row
        for user, frequency in frequencies.items()
        for row in digest_rows([WantedDigest(user, frequency, schedules[user], found_at)])
    ]
    together = {
        (user, row.event, row.due_at, *sorted(row.arguments.items()))
        for row, users in digest_copies(frequencies, found_at)
        for user in users
    }
    assert together == {
        (row.user_id, row.event, row.due_at, *sorted(row.arguments.items())) for row in alone
    }
    assert any("since" in row.arguments for row in alone)
