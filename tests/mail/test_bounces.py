"""Emails that come back: they stop further ones until the member says that the address works."""

import io
import sys
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.mail.bounces.receiving import receive
from serial.mail.bounces.return_address import bounce_address
from serial.mail.models import Bounce, OutboxEmail, StoppedAddress
from tests.mail.outbox import queue, send_all
from tests.rolling_back import try_each

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="B"
MIME-Version: 1.0

--B
Content-Type: text/plain

I'm sorry to have to inform you.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; rosa@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--B
Content-Type: text/rfc822-headers

Subject: Hello
--B--
"""


def report(
    row: OutboxEmail, status: str, *, action: str = "failed", said: str = "550 no <b>"
) -> bytes:
    to = bounce_address(row.pk)
    return REPORT.format(to=to, action=action, status=status, said=said).encode()


def sent_to(reader: User, event: str = "morning:1") -> OutboxEmail:
    queue(reader, event=event)
    send_all()
    row: OutboxEmail = OutboxEmail.objects.get(event=event)
    return row


def gets_emails(reader: User) -> bool:
    mail.outbox.clear()
    sent_to(reader, f"probe:{OutboxEmail.objects.count()}")
    return bool(mail.outbox)


@try_each("status", ["5.1.1", "5.1.2", "5.2.1", "5.0.0"])
def test_final_bounce_stops_emails_at_once(reader: User, status: str) -> None:
    assert receive(report(sent_to(reader), status)) == "No more emails to this address."
    assert not gets_emails(reader)
    last = OutboxEmail.objects.latest("pk")
    assert last.state == "not-needed" and "came back" in last.error


@try_each("status", ["4.2.2", "5.2.2", "5.7.1", "4.4.7"])
def test_fifth_temporary_bounce_in_14_days_stops_emails(reader: User, status: str) -> None:
    rows = [sent_to(reader, f"morning:{number}") for number in range(6)]
    receive(report(rows[0], status))
    Bounce.objects.update(received_at=timezone.now() - timedelta(days=15))
    for row in rows[1:5]:
        for _time in range(2):
            receive(report(row, status))
    assert gets_emails(reader)
    assert receive(report(rows[5], status)) == "No more emails to this address."
    assert not gets_emails(reader)


def test_what_says_nothing_about_the_address_stops_nothing(reader: User) -> None:
    row = sent_to(reader)
    vacation = EmailMessage()
    vacation["To"] = bounce_address(row.pk)
    vacation.set_content("I am on holiday. 550 5.1.1")
    forged = report(row, "5.1.1").replace(bounce_address(row.pk).encode(), b"return+b1-00@x.org")
    for content in (
        report(row, "5.1.1", action="delayed"),
        report(row, "2.0.0", action="relayed"),
        vacation.as_bytes(),
        forged,
        b"",
        b"\xff\xfe\x00 no email",
        REPORT.partition("Reporting")[0].format(to=bounce_address(row.pk)).encode(),
    ):
        receive(content)
    row.delete()
    assert receive(report(row, "5.1.1") if row.pk else b"", bounce_address(10**9)) != ""
    assert gets_emails(reader) and not StoppedAddress.objects.exists()


def test_member_is_told_and_starts_emails_again(reader: User, reader_client: Client) -> None:
    receive(report(sent_to(reader), "5.1.1"))
    page = reader_client.get("/accounts/email/").content.decode()
    assert "rosa@example.org came back" in page and "550 no &lt;b&gt;" in page
    response = reader_client.post("/accounts/email/resume/", {"next": "/accounts/email/"})
    assert response["Location"] == "/accounts/email/"
    assert "came back" not in reader_client.get("/accounts/email/").content.decode()
    assert gets_emails(reader)


def test_nobody_else_starts_them_again(
    reader: User, guest_client: Client, author_client: Client
) -> None:
    receive(report(sent_to(reader), "5.1.1"))
    assert guest_client.post("/accounts/email/resume/").status_code == 302
    author_client.post("/accounts/email/resume/")
    assert author_client.get("/accounts/email/resume/").status_code == 405
    assert not gets_emails(reader)


def test_emails_for_signing_in_are_sent_all_the_same(reader: User, guest_client: Client) -> None:
    receive(report(sent_to(reader), "5.1.1"))
    mail.outbox.clear()
    guest_client.post("/accounts/password/reset/", {"email": "rosa@example.org"})
    assert [email.to for email in mail.outbox] == [["rosa@example.org"]]


def test_command_reads_an_email_from_stdin(
    reader: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = sent_to(reader)
    content = report(row, "5.1.1").replace(bounce_address(row.pk).encode(), b"someone@example.org")
    stdin = io.TextIOWrapper(io.BytesIO(content))
    monkeypatch.setattr(sys, "stdin", stdin)
    call_command("receive_bounce", bounce_address(row.pk))
    assert capsys.readouterr().out == "No more emails to this address.\n"


def test_mail_server_tries_again_if_the_database_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(content: bytes, recipient: str) -> str:
        raise DatabaseError

    monkeypatch.setattr("serial.mail.management.commands.receive_bounce.receive", fail)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(SystemExit) as ended:
        call_command("receive_bounce")
    assert ended.value.code == 75


def test_superuser_sees_stopped_addresses_and_starts_them(
    reader: User, superuser_client: Client
) -> None:
    receive(report(sent_to(reader), "5.1.1"))
    url = "/admin/mail/stoppedaddress/"
    assert "rosa@example.org" in superuser_client.get(url).content.decode()
    address = StoppedAddress.objects.get()
    assert "550 no" in superuser_client.get(f"{url}{address.pk}/change/").content.decode()
    fields = {"action": "resume_selected", "_selected_action": [address.pk]}
    assert "1 address changed." in superuser_client.post(url, fields, follow=True).content.decode()
    assert gets_emails(reader)
