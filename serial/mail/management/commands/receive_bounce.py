import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import Error

from serial.mail.bounces.receiving import receive

# sysexits.h: the mail server keeps the email and tries again.
TRY_AGAIN = 75
MAX_BYTES = 10 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Reads an email to EMAIL_RETURN_ADDRESS from standard input: a report that an email was"
        " not delivered, or an unsubscribe request. For the pipe of a mail server."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "recipient", nargs="?", default="", help="the address that it came to, from the server"
        )

    def handle(self, *args: object, recipient: str, **options: object) -> None:
        content = sys.stdin.buffer.read(MAX_BYTES)
        try:
            self.stdout.write(receive(content, recipient))
        except Error as error:
            self.stderr.write(f"The database failed: {type(error).__name__}")
            sys.exit(TRY_AGAIN)
