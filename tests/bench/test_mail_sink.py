"""The mail server of the figures counts what it takes, and ends with the figures."""

import smtplib

import pytest

from tests.bench.mail_sink import mail_sink


def send(port: int, *recipients: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        for recipient in recipients:
            client.sendmail("serial@example.org", recipient, "Subject: One\n\nText")


def test_emails_and_recipients_are_counted() -> None:
    with mail_sink() as sink:
        send(sink.port, "a@example.org", "b@example.org", "a@example.org")
    assert (sink.emails, sink.recipients) == (3, 2)
    assert round(sink.kilobytes * 1_000) == 3 * len("Subject: One\r\n\r\nText\r\n")


def test_server_ends_if_a_figure_is_interrupted() -> None:
    with pytest.raises(KeyboardInterrupt), mail_sink() as sink:
        raise KeyboardInterrupt
    assert sink.process.poll() is not None
