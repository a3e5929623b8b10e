"""How many emails may be sent now: EMAIL_RATE, such as "10/s" or "600/m"."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from serial.mail.models import OutboxEmail


def is_limited() -> bool:
    return settings.EMAIL_RATE is not None


def allowed_now(at_most: int) -> tuple[int, timedelta]:
    """Returns how many emails may be sent now, and if none, after what time to ask again.

    It counts what was sent in the last second or minute, by all workers.
    """
    if settings.EMAIL_RATE is None:
        return at_most, timedelta()
    limit, seconds = settings.EMAIL_RATE
    now, period = timezone.now(), timedelta(seconds=seconds)
    sent = OutboxEmail.objects.filter(state=OutboxEmail.State.SENT, ended_at__gt=now - period)
    # The newest that fill the limit: when the last of them is a period old, one more may follow.
    newest = [row.ended_at for row in sent.order_by("-ended_at").only("ended_at")[:limit]]
    if len(newest) < limit:
        return min(at_most, limit - len(newest)), timedelta()
    return 0, max((newest[-1] or now) + period - now, timedelta(milliseconds=10))
