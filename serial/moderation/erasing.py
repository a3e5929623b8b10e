"""What becomes of notices and counter-notices when the account of their sender is erased."""

from serial.erasure import Erasure
from serial.moderation.copyright.senders import (
    erase_senders_of_counter_notices,
    erase_senders_of_notices,
)
from serial.moderation.models import CopyrightNotice, CounterNotice


def erase_member(erasure: Erasure) -> None:
    """Erases who sent them. What they say and what was decided stays: it tells what is down."""
    erase_senders_of_notices(CopyrightNotice.objects.filter(user=erasure.user_id))
    erase_senders_of_counter_notices(CounterNotice.objects.filter(user=erasure.user_id))
