"""Emails of the outbox are sent once, and only if there is something to say."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Preferences, User
from serial.mail.models import OutboxEmail
from serial.mail.queueing import queue_emails
from serial.mail.retention import prune_outbox
from serial.mail.sending.job import send_due_emails
from tests.conftest import make_user
from tests.mail.outbox import make_due, queue, queue_to, send_all, states
from tests.mail.smtp_server import SmtpServer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_members_and_guests_get_an_email_once(reader: User, smtp_server: SmtpServer) -> None:
    for _time in range(2):
        queue(reader, arguments={"name": "Rosa"})
        queue_to("guest@example.org")
        send_all()
    assert sorted(smtp_server.recipients()) == ["guest@example.org", "rosa@example.org"]
    queue(reader, event="morning:2")
    send_all()
    assert len(smtp_server.received) == 3
    assert set(states().values()) == {"sent"}


def test_many_emails_take_one_connection(smtp_server: SmtpServer) -> None:
    queue_to(*(f"guest{number}@example.org" for number in range(120)))
    send_all()
    assert len(set(smtp_server.recipients())) == 120
    assert smtp_server.connections == 1


def test_nothing_is_sent_if_there_is_nothing_to_say(
    reader: User, author: User, other_author: User, moderator: User, smtp_server: SmtpServer
) -> None:
    queue(reader, kind="say_nothing")
    EmailAddress.objects.filter(user=author).update(verified=False)
    User.objects.filter(pk=moderator.pk).update(is_active=False)
    queue(author, other_author, moderator)
    send_all()
    assert smtp_server.recipients() == ["otto@example.org"]
    sent = {"otto": "sent"}
    assert states() == dict.fromkeys(("rosa", "anna", "mona"), "not-needed") | sent


def test_primary_address_gets_the_email(reader: User, smtp_server: SmtpServer) -> None:
    EmailAddress.objects.filter(user=reader).update(primary=False)
    new = {"email": "new@example.org", "verified": True, "primary": True}
    EmailAddress.objects.create(user=reader, **new)
    EmailAddress.objects.create(user=reader, email="zzz@example.org", verified=True)
    queue(reader)
    send_all()
    assert smtp_server.recipients() == ["new@example.org"]


def test_email_is_written_in_the_time_zone_of_its_member(
    reader: User, smtp_server: SmtpServer
) -> None:
    Preferences.objects.create(user=reader, time_zone="Asia/Tokyo")
    queue(reader, kind="say_zone")
    send_all()
    assert smtp_server.received[0].parse()["Subject"] == "Asia/Tokyo"


def test_email_is_not_sent_before_it_is_due(reader: User, smtp_server: SmtpServer) -> None:
    queue(reader, due_at=timezone.now() + timedelta(hours=1))
    send_all()
    assert not smtp_server.received
    make_due()
    send_all()
    assert len(smtp_server.received) == 1


def test_failing_composer_holds_up_no_other_email(
    reader: User, author: User, smtp_server: SmtpServer
) -> None:
    queue(reader, kind="fail")
    queue(author, kind="nobody knows")
    queue_to("guest@example.org")
    send_all()
    assert smtp_server.recipients() == ["guest@example.org"]
    failing = OutboxEmail.objects.get(user=reader)
    assert failing.state == "waiting" and failing.due_at > timezone.now()
    assert "The composer fails." in failing.error
    assert "KeyError" in OutboxEmail.objects.get(user=author).error


def test_what_another_sender_has_claimed_waits_until_its_claim_ends(
    reader: User, smtp_server: SmtpServer
) -> None:
    (email,) = queue(reader)
    rows = OutboxEmail.objects.filter(pk=email.pk)
    rows.update(claim=uuid4(), claimed_until=timezone.now() + timedelta(minutes=1))
    send_all()
    assert not smtp_server.received
    rows.update(claimed_until=timezone.now())
    send_all()
    assert len(smtp_server.received) == 1
    email.refresh_from_db()
    assert (email.claim, email.sent_to) == (None, "rosa@example.org")


def test_rate_limits_what_all_senders_send(settings: Settings, smtp_server: SmtpServer) -> None:
    settings.EMAIL_RATE = (3, 60)
    queue_to(*(f"guest{number}@example.org" for number in range(5)))
    wait = send_all()
    assert len(smtp_server.received) == 3
    assert wait is not None and timedelta(seconds=50) < wait <= timedelta(seconds=60)
    sent = OutboxEmail.objects.filter(state="sent")
    sent.update(ended_at=timezone.now() - timedelta(seconds=61))
    send_all()
    assert len(smtp_server.received) == 5


def test_sent_rows_are_deleted_after_30_days(reader: User) -> None:
    states = OutboxEmail.State
    for days in (29, 31, 91):
        for state in (states.SENT, states.NOT_NEEDED, states.FAILED):
            ended_at = timezone.now() - timedelta(days=days)
            OutboxEmail.objects.create(
                kind="greet", event=f"{state} {days}", user=reader, state=state, ended_at=ended_at
            )
    queue(reader, due_at=timezone.now() - timedelta(days=200))
    assert prune_outbox({}) is None
    left = set(OutboxEmail.objects.values_list("event", flat=True))
    assert left == {"morning:1", "sent 29", "not-needed 29", "failed 29", "failed 31"}


def test_queries_of_a_batch_do_not_grow_but_for_the_note(
    smtp_server: SmtpServer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make_user(f"reader{number}") for number in range(12)]
    for start, end in ((0, 2), (2, 12)):
        queue(*people[start:end], scope="greetings")
        # One note for each, and at most 20 for the batch and the look for the next one.
        with django_assert_max_num_queries(20 + end - start):
            send_due_emails({})
    assert len(smtp_server.received) == 12


def test_queueing_many_takes_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [
        OutboxEmail(kind="greet", event="morning:1", address=f"guest{n}@example.org")
        for n in range(900)
    ]
    # One on PostgreSQL. SQLite allows a thousand values in a statement.
    with django_assert_max_num_queries(18):
        queue_emails(rows)
    assert OutboxEmail.objects.count() == 900
