"""What somebody wrote lately, read once for all that is asked of it when they write again."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from accounts.models import User
from serial.comments.models import Comment, GuestIpHash

# As many as anybody may write in a day (limits.py): beyond them nothing is asked.
HISTORY_LENGTH = 400


class PastComment(NamedTuple):
    """A comment: when it came, and what became of it."""

    posted_at: datetime
    state: str


def posting_history(
    writer: User | None, address: GuestIpHash | None = None
) -> Sequence[PastComment]:
    """The newest comments of a member, or of the guests at an address, newest first.

    In the order of an index and whatever their state: asked for one that is held, a database
    which takes those for common reads through all there are.
    """
    if writer is not None:
        mine = Comment.objects.filter(user=writer)
    elif address is not None:
        mine = Comment.objects.filter(ip_hash=address)
    else:
        return []
    newest = mine.order_by("-posted_at").values_list("posted_at", "state")
    return [PastComment(*row) for row in newest[:HISTORY_LENGTH]]
