"""What a mail server can do to an email: refuse it, take its time, hang up, and be away."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from serial.mail.models import OutboxEmail, StoppedAddress
from serial.mail.sending.job import SERVER_PAUSE
from serial.mail.sending.notes import RETRIES
from tests.mail.outbox import make_due, queue_to, send_all, states
from tests.mail.smtp_server import HANG_UP, OK, Answer, SmtpServer
from tests.ports import free_port
from tests.rolling_back import try_each

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BAD, GOOD = "bad@example.org", "good@example.org"


def only_bad(answer: str) -> Answer:
    return lambda recipient: answer if recipient == BAD else OK


def row(address: str = BAD) -> OutboxEmail:
    email: OutboxEmail = OutboxEmail.objects.get(address=address)
    return email


@try_each("answer", ["550 5.1.1 No such user", "550 5.7.1 Spam", "554 No"])
def test_email_that_is_refused_for_good_fails(smtp_server: SmtpServer, answer: str) -> None:
    smtp_server.on_recipient = only_bad(answer)
    queue_to(BAD, GOOD)
    send_all()
    assert states() == {BAD: "failed", GOOD: "sent"}
    assert row().error == answer and row().attempts == 1
    # Only what says that there is no such mailbox stops all emails to it.
    assert StoppedAddress.objects.filter(email=BAD).exists() == ("5.1.1" in answer)


def test_content_that_is_refused_fails(smtp_server: SmtpServer) -> None:
    smtp_server.on_data = only_bad("554 5.6.0 No")
    queue_to(BAD, GOOD)
    send_all()
    assert states() == {BAD: "failed", GOOD: "sent"}


def test_greylisted_email_is_sent_later(smtp_server: SmtpServer) -> None:
    smtp_server.on_recipient = only_bad("451 4.7.1 Greylisted, try again")
    queue_to(BAD, GOOD)
    send_all()
    assert states() == {BAD: "waiting", GOOD: "sent"}
    wait = row().due_at - timezone.now()
    assert timedelta(seconds=50) < wait <= RETRIES[0]
    smtp_server.on_recipient = lambda recipient: OK
    send_all()
    assert states()[BAD] == "waiting"
    make_due()
    send_all()
    assert (states()[BAD], row().error, smtp_server.recipients()) == ("sent", "", [GOOD, BAD])


def test_email_fails_when_it_was_tried_often_enough(smtp_server: SmtpServer) -> None:
    smtp_server.on_recipient = only_bad("452 4.2.2 Mailbox full")
    queue_to(BAD)
    for attempt in range(len(RETRIES) + 1):
        assert (row().state, row().attempts) == ("waiting", attempt)
        make_due()
        send_all()
    assert row().state == "failed"


def test_connection_that_is_cut_in_the_middle_costs_one_email_an_attempt(
    smtp_server: SmtpServer,
) -> None:
    smtp_server.on_data = only_bad(HANG_UP)
    queue_to("first@example.org", BAD, GOOD)
    send_all()
    assert states() == {"first@example.org": "sent", BAD: "waiting", GOOD: "sent"}
    assert row().attempts == 1 and smtp_server.connections == 2
    smtp_server.on_data = lambda recipient: OK
    make_due()
    send_all()
    assert states()[BAD] == "sent"


def test_server_that_hangs_up_on_everybody_is_left_alone_for_a_minute(
    smtp_server: SmtpServer,
) -> None:
    smtp_server.on_data = lambda recipient: HANG_UP
    queue_to(*(f"guest{number}@example.org" for number in range(10)))
    assert send_all() == SERVER_PAUSE
    assert smtp_server.connections == 2
    assert OutboxEmail.objects.filter(attempts=0, claim=None).count() == 8


def test_slow_server_gets_each_email_once(settings: Settings, smtp_server: SmtpServer) -> None:
    smtp_server.seconds = 0.4
    queue_to(*(f"guest{number}@example.org" for number in range(9)))
    send_all()
    assert len(smtp_server.received) == len(set(smtp_server.recipients())) == 9
    assert set(states().values()) == {"sent"}


def test_server_that_does_not_answer_in_time_is_tried_later(
    settings: Settings, smtp_server: SmtpServer
) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    smtp_server.seconds = 1.5
    queue_to(BAD)
    send_all()
    assert row().state == "waiting" and "timed out" in row().error
    smtp_server.seconds = 0
    settings.EMAIL_TIMEOUT = 30
    make_due()
    send_all()
    assert row().state == "sent"


def test_emails_wait_for_a_server_that_is_away(settings: Settings, smtp_server: SmtpServer) -> None:
    settings.EMAIL_PORT = free_port()
    queue_to(BAD, GOOD)
    for _time in range(len(RETRIES) + 3):
        make_due()
        assert send_all() == SERVER_PAUSE
    assert states() == {BAD: "waiting", GOOD: "waiting"}
    assert {row(BAD).attempts, row(GOOD).attempts} == {0}
    assert "ConnectionRefusedError" in row().error
    settings.EMAIL_PORT = smtp_server.port
    make_due()
    send_all()
    assert states() == {BAD: "sent", GOOD: "sent"}


@try_each("answer", ["550 5.7.1 You may not send", "451 4.3.0 Busy", "530 5.7.0 Sign in first"])
def test_sender_that_is_refused_fails_no_email(smtp_server: SmtpServer, answer: str) -> None:
    smtp_server.on_sender = lambda sender: answer
    queue_to(BAD, GOOD)
    assert send_all() == SERVER_PAUSE
    assert states() == {BAD: "waiting", GOOD: "waiting"}
    assert (row().attempts, row().error) == (0, answer)


def test_address_that_no_email_can_have_fails(smtp_server: SmtpServer) -> None:
    queue_to("a b@example.org\nBcc: x@example.org", GOOD)
    send_all()
    assert sorted(states().values()) == ["failed", "sent"]
    assert smtp_server.recipients() == [GOOD]
