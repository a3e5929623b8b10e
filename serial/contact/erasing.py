"""Erasing a member's messages to the operator with their account."""

from serial.contact.models import ContactMessage
from serial.erasure import Erasure


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS)."""
    ContactMessage.objects.of_member(erasure.user_id).delete()
