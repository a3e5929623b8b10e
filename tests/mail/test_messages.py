"""What the headers of an email say: threads, lists, unsubscribing, and that a program sent it."""

import pytest
from pytest_django import Settings

from accounts.models import User
from serial.mail.bounces.return_address import read_bounce_address, read_unsubscribe_address
from serial.mail.models import UnsubscribeToken
from tests.mail.outbox import queue, queue_to, send_all
from tests.mail.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db


def test_both_texts_are_sent_plain_first(reader: User, smtp_server: SmtpServer) -> None:
    queue(reader, scope="greetings", arguments={"name": "Rosa"})
    send_all()
    email = smtp_server.received[0].parse()
    assert email.get_content_type() == "multipart/alternative"
    types = [part.get_content_type() for part in email.iter_parts()]
    assert types == ["text/plain", "text/html"]
    assert email["Subject"] == "Hello Rosa"
    assert email["From"] == "Serial <serial@serial.example>"
    assert email["Auto-Submitted"] == "auto-generated"
    assert "References" not in email and "List-Id" not in email


def test_unsubscribe_headers_take_one_click(reader: User, smtp_server: SmtpServer) -> None:
    for event in ("morning:1", "morning:2"):
        queue(reader, scope="greetings", event=event)
    send_all()
    first, second = (received.parse() for received in smtp_server.received)
    token = UnsubscribeToken.objects.get(user=reader)
    url = f"https://serial.example/unsubscribe/{token.token}/"
    mailto = f"mailto:return+u{token.token}@serial.example?subject=unsubscribe"
    # A long header begins on its second line.
    assert first["List-Unsubscribe"].strip() == f"<{url}>, <{mailto}>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert second["List-Unsubscribe"] == first["List-Unsubscribe"]
    assert url in first.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert read_unsubscribe_address(mailto[7:].partition("?")[0]) == token.token


def test_site_without_tls_or_return_address_offers_what_it_can(
    reader: User, smtp_server: SmtpServer, settings: Settings
) -> None:
    settings.SITE_URL, settings.EMAIL_RETURN_ADDRESS = "http://localhost:8000", ""
    queue(reader, scope="greetings")
    send_all()
    email = smtp_server.received[0].parse()
    token = UnsubscribeToken.objects.get()
    assert (
        email["List-Unsubscribe"].strip() == f"<http://localhost:8000/unsubscribe/{token.token}/>"
    )
    assert "List-Unsubscribe-Post" not in email
    assert smtp_server.received[0].sender == "serial@serial.example"


def test_emails_of_a_thread_refer_to_the_same_id(reader: User, smtp_server: SmtpServer) -> None:
    for event in ("chapter:15", "chapter:16"):
        queue(reader, kind="announce", event=event)
    send_all()
    first, second = (received.parse() for received in smtp_server.received)
    assert first["Message-ID"] == f"<chapter.15.m{reader.pk}@serial.example>"
    assert first["References"] == second["References"] == f"<story.3.m{reader.pk}@serial.example>"
    assert first["List-Id"] == '"The Salt Ledger" <the-salt-ledger.serial.example>'
    assert first["Precedence"] == "list"
    assert first["Subject"] == "Chapter 15 · 終電のあと"


def test_message_ids_of_guests_have_no_address(smtp_server: SmtpServer) -> None:
    queue_to("guest@example.org", "other@example.org")
    send_all()
    ids = {received.parse()["Message-ID"] for received in smtp_server.received}
    assert len(ids) == 2 and not any("guest" in found for found in ids)


def test_envelope_names_the_row(reader: User, smtp_server: SmtpServer) -> None:
    (row,) = queue(reader)
    send_all()
    sender = smtp_server.received[0].sender
    assert sender.startswith(f"return+b{row.pk}-") and read_bounce_address(sender) == row.pk
    assert read_bounce_address(sender.upper().replace("RETURN", "Return")) is None
    forged = sender.replace(f"+b{row.pk}-", f"+b{row.pk + 1}-")
    for address in (forged, "return@serial.example", "x", "return+b1@other.example"):
        assert read_bounce_address(address) is None
