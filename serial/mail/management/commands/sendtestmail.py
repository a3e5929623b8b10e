from argparse import ArgumentParser
from smtplib import SMTPAuthenticationError, SMTPException, SMTPSenderRefused

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError

from serial.mail.messages.building import build_email
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail

TEXT = """\
This email proves the settings of {site}.

It came from {sender}. Its source shows the return address (Return-Path), and whether your mail
server signed it (DKIM-Signature).
"""


class Command(BaseCommand):
    help = "Sends an email to each address with the settings of the outbox; says what to fix."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="+")

    def handle(self, *args: object, email: list[str], **options: object) -> None:
        self.stdout.write(f"From {settings.DEFAULT_FROM_EMAIL} over {_server()}")
        for address in email:
            try:
                _send(address)
            except (SMTPException, OSError, ValueError) as error:
                raise CommandError(f"{type(error).__name__}: {error}\n{_advice(error)}") from error
            self.stdout.write(f"The mail server has taken the email to {address}.")


def _send(address: str) -> None:
    # A row that is not stored: nothing comes back to number 0.
    row = OutboxEmail(pk=0, kind="test", event="test", address=address)
    text = TEXT.format(site=settings.SITE_URL, sender=settings.DEFAULT_FROM_EMAIL)
    message = Message(subject=f"Test email of {settings.SITE_NAME}", text=text)
    connection = get_connection()
    connection.open()
    try:
        build_email(row, message, Recipient(None, address), connection).send()
    finally:
        connection.close()


def _server() -> str:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return f"{settings.EMAIL_BACKEND}: no email leaves this machine. Set EMAIL_URL."
    tls = "with TLS" if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL else "without TLS"
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} {tls}"


def _advice(error: Exception) -> str:
    if isinstance(error, SMTPAuthenticationError):
        return (
            "Check the user and the password in EMAIL_URL; a % or @ in them is written as %25, %40."
        )
    if isinstance(error, SMTPSenderRefused):
        return "The server does not let you send from EMAIL_FROM or EMAIL_RETURN_ADDRESS."
    if isinstance(error, SMTPException):
        return "The mail server answered and refused. Its log says more."
    if isinstance(error, OSError):
        return "Check the host and the port in EMAIL_URL, and that no firewall is between."
    return "Check the address."
