"""What becomes of notices and counter-notices when the account of their sender is erased."""

from serial.erasure import Erasure
from serial.moderation.models import CopyrightNotice, CounterNotice

SENDER = {"name": "", "email": "", "address": "", "signature": "", "ip_hash": "", "user": None}


def erase_member(erasure: Erasure) -> None:
    """Erases who sent them. What they say and what was decided stays: it tells what is down."""
    CopyrightNotice.objects.filter(user=erasure.user_id).update(**SENDER)
    counter_notices = CounterNotice.objects.filter(user=erasure.user_id)
    counter_notices.update(**SENDER, phone="", explanation="")
