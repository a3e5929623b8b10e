"""Addresses of guests that never get an email again."""

from django.db import transaction

from serial.mail.models import OutboxEmail, SuppressedEmail, UnsubscribeToken
from serial.mail.models.suppressed_email import hash_email


@transaction.atomic
def suppress_email(email: str) -> None:
    """Keeps only the hash of the address: its emails and its links are deleted."""
    SuppressedEmail.objects.get_or_create(hash=hash_email(email))
    OutboxEmail.objects.filter(address=email).delete()
    UnsubscribeToken.objects.filter(address=email).delete()


def is_suppressed(email: str) -> bool:
    return SuppressedEmail.objects.filter(hash=hash_email(email)).exists()
