"""What a member's archive has of their messages to the operator."""

from collections.abc import Iterator

from accounts.models import User
from serial.contact.models import ContactMessage
from serial.export_rows import rows_of
from serial.personal_data import Row


def message_rows(user: User) -> Iterator[Row]:
    names = ("name", "email", "subject", "text", "received_at", "handled_at")
    messages = ContactMessage.objects.of_member(user.pk).order_by("pk")
    return rows_of(messages, {name: name for name in names})
