"""Erasing what is known of the emails to a member with their account."""

from serial.erasure import Erasure
from serial.mail.addresses import all_addresses_of, confirmed_addresses_of
from serial.mail.models import Bounce, OutboxEmail, StoppedAddress, UnsubscribeToken


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS), while it still has its email addresses."""
    addresses = all_addresses_of(erasure.user_id)
    StoppedAddress.objects.filter(email__in=addresses).delete()
    Bounce.objects.filter(email__in=addresses).delete()
    OutboxEmail.objects.filter(user=erasure.user_id).delete()
    UnsubscribeToken.objects.filter(user=erasure.user_id).delete()
    # What they left as a guest.
    own = confirmed_addresses_of(erasure.user_id)
    for model in (OutboxEmail, UnsubscribeToken):
        model._default_manager.filter(address__in=own).delete()
