"""Erasing what is known of the emails to a member with their account."""

from serial.erasure import Erasure
from serial.mail.addresses import all_addresses_of
from serial.mail.models import Bounce, OutboxEmail, StoppedAddress, UnsubscribeToken


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS), while it still has its email addresses."""
    addresses = all_addresses_of(erasure.user_id)
    StoppedAddress.objects.filter(email__in=addresses).delete()
    Bounce.objects.filter(email__in=addresses).delete()
    OutboxEmail.objects.filter(user=erasure.user_id).delete()
    UnsubscribeToken.objects.filter(user=erasure.user_id).delete()
