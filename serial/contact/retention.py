"""Deleting messages and IP hashes after their time."""

from django.db import transaction

from serial.contact.models import ContactMessage
from serial.web.public_forms.submission import forget_ip_hashes


@transaction.atomic
def purge_messages() -> int:
    """Returns the number of deleted messages."""
    forget_ip_hashes(ContactMessage)
    count, _by_model = ContactMessage.objects.expired().delete()
    return count
