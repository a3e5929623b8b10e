"""How often somebody may comment: counted in rows, so it holds across processes and restarts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from serial.comments.models import GuestIpHash
from serial.comments.posting_history import PastComment

MINUTES, DAY = timedelta(minutes=10), timedelta(days=1)
# A quick exchange stays within these; a script does not.
LIMITS = {MINUTES: 6, DAY: 40}
TRUSTED_LIMITS = {MINUTES: 40, DAY: 400}


class RateLimited(Exception):
    """Somebody wrote as much as they may for now; `until` is when they may go on."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"too often until {until}")
        self.until = until


def lock_commenter(writer: User | None, address: GuestIpHash | None) -> None:
    """Lets one comment of a person be decided on at a time, until the transaction ends."""
    if writer is not None:
        list(User.objects.select_for_update(no_key=True).filter(pk=writer.pk).values("pk"))
    elif address is not None:
        rows = GuestIpHash.objects.select_for_update(no_key=True).filter(pk=address.pk)
        list(rows.values("pk"))


def check_rate_limit(recent: Sequence[PastComment], *, gently: bool = False) -> None:
    """Raises TooOften; whoever wrote these is locked, so that what is counted stays so."""
    now = timezone.now()
    for period, most in (TRUSTED_LIMITS if gently else LIMITS).items():
        moments = [each.posted_at for each in recent if each.posted_at > now - period]
        if len(moments) >= most:
            raise RateLimited(moments[most - 1] + period)
