"""Rate limits for posting comments, counted from rows so that they hold across processes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from serial.comments.models import GuestIpHash
from serial.comments.posting_history import PastComment

MINUTES, DAY = timedelta(minutes=10), timedelta(days=1)
# Comments per period. A quick exchange between people stays within these limits.
LIMITS = {MINUTES: 6, DAY: 40}
TRUSTED_LIMITS = {MINUTES: 40, DAY: 400}


class RateLimited(Exception):
    """Raised when somebody posted too many comments. They may post again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"rate limited until {until}")
        self.until = until


def lock_commenter(user: User | None, ip_hash: GuestIpHash | None) -> None:
    """Locks the row of the commenter until the transaction ends.

    Without the lock, comments sent at the same time would all pass the rate limit.
    """
    if user is not None:
        list(User.objects.select_for_update(no_key=True).filter(pk=user.pk).values("pk"))
    elif ip_hash is not None:
        rows = GuestIpHash.objects.select_for_update(no_key=True).filter(pk=ip_hash.pk)
        list(rows.values("pk"))


def check_rate_limit(history: Sequence[PastComment], *, is_trusted: bool = False) -> None:
    """Raises RateLimited. The commenter must be locked."""
    now = timezone.now()
    for period, limit in (TRUSTED_LIMITS if is_trusted else LIMITS).items():
        times = [past.posted_at for past in history if past.posted_at > now - period]
        if len(times) >= limit:
            raise RateLimited(times[limit - 1] + period)
