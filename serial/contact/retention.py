"""Deleting messages and IP hashes after their time."""

from django.db import transaction

from serial.contact.models import ContactMessage


@transaction.atomic
def purge_messages() -> int:
    """Returns the number of deleted messages."""
    ContactMessage.objects.forget_ip_hashes()
    count, _by_model = ContactMessage.objects.expired().delete()
    return count
