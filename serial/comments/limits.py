"""How often somebody may comment: counted in rows, so it holds across processes and restarts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from serial.comments.models import GuestAddress
from serial.comments.recent import Recent

MINUTES, DAY = timedelta(minutes=10), timedelta(days=1)
# A quick exchange stays within these; a script does not.
USUAL = {MINUTES: 6, DAY: 40}
GENTLE = {MINUTES: 40, DAY: 400}


class TooOften(Exception):
    """Somebody wrote as much as they may for now; `until` is when they may go on."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"too often until {until}")
        self.until = until


def lock_writer(writer: User | None, address: GuestAddress | None) -> None:
    """Lets one comment of a person be decided on at a time, until the transaction ends."""
    if writer is not None:
        list(User.objects.select_for_update(no_key=True).filter(pk=writer.pk).values("pk"))
    elif address is not None:
        rows = GuestAddress.objects.select_for_update(no_key=True).filter(pk=address.pk)
        list(rows.values("pk"))


def refuse_too_often(recent: Sequence[Recent], *, gently: bool = False) -> None:
    """Raises TooOften; whoever wrote these is locked, so that what is counted stays so."""
    now = timezone.now()
    for period, most in (GENTLE if gently else USUAL).items():
        moments = [each.posted_at for each in recent if each.posted_at > now - period]
        if len(moments) >= most:
            raise TooOften(moments[most - 1] + period)
