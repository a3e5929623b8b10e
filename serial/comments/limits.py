"""How often somebody may comment: counted in rows, so it holds across processes and restarts."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from serial.comments.models import Comment, GuestAddress
from serial.comments.models.comment import CommentQuerySet

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


def refuse_too_often(
    writer: User | None, address: GuestAddress | None, *, gently: bool = False
) -> None:
    """Raises TooOften; the writer is locked, so that what is counted stays so."""
    mine = (
        Comment.objects.filter(writer=writer)
        if writer
        else Comment.objects.filter(writer=None, address=address)
    )
    for period, most in (GENTLE if gently else USUAL).items():
        _refuse(mine, period, most)


def _refuse(mine: CommentQuerySet, period: timedelta, most: int) -> None:
    now = timezone.now()
    latest = mine.filter(posted_at__gt=now - period).order_by("-posted_at")
    moments = list(latest.values_list("posted_at", flat=True)[:most])
    if len(moments) == most:
        raise TooOften(moments[-1] + period)
