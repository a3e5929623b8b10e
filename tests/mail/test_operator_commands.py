"""`manage.py sendtestmail` and `manage.py check --deploy` say what is wrong with the settings."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from serial.mail.checks import check_mail
from tests.mail.smtp_server import SmtpServer
from tests.ports import free_port


def test_test_email_is_sent_like_those_of_the_outbox(
    smtp_server: SmtpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("sendtestmail", "you@example.org")
    (received,) = smtp_server.received
    assert received.sender.startswith("return+b0-") and received.recipient == "you@example.org"
    said = capsys.readouterr().out
    assert "without TLS" in said and "has taken the email to you@example.org" in said


def test_command_says_what_to_fix(settings: Settings, smtp_server: SmtpServer) -> None:
    smtp_server.on_sender = lambda sender: "550 5.7.1 Not yours"
    with pytest.raises(CommandError, match="EMAIL_FROM"):
        call_command("sendtestmail", "you@example.org")
    settings.EMAIL_PORT = free_port()
    with pytest.raises(CommandError, match="firewall"):
        call_command("sendtestmail", "you@example.org")


def test_deploy_check_warns_where_no_email_is_sent(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert check_mail(None) == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.EMAIL_RETURN_ADDRESS = ""
    assert [warning.id for warning in check_mail(None)] == ["mail.W001", "mail.W002"]
