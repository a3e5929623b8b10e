"""Erasing who sent copyright notices and counter-notices with their account."""

from serial.erasure import Erasure
from serial.moderation.copyright.senders import (
    erase_senders_of_counter_notices,
    erase_senders_of_notices,
)
from serial.moderation.models import CopyrightNotice, CounterNotice


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS). What was decided stays."""
    notices = CopyrightNotice.objects.of_member(erasure.user_id)
    erase_senders_of_notices(notices, erasure.names)
    erase_senders_of_counter_notices(CounterNotice.objects.of_member(erasure.user_id))
