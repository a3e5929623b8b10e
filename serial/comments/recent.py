"""What somebody wrote lately, read once for all that is asked of it when they write again."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from accounts.models import User
from serial.comments.models import Comment, GuestAddress

# As many as anybody may write in a day (limits.py): beyond them nothing is asked.
LOOKED_AT = 400


class Recent(NamedTuple):
    """A comment: when it came, and what became of it."""

    posted_at: datetime
    state: str


def recent_of(writer: User | None, address: GuestAddress | None = None) -> Sequence[Recent]:
    """The newest comments of a member, or of the guests at an address, newest first.

    In the order of an index and whatever their state: asked for one that is held, a database
    which takes those for common reads through all there are.
    """
    if writer is not None:
        mine = Comment.objects.filter(writer=writer)
    elif address is not None:
        mine = Comment.objects.filter(address=address)
    else:
        return []
    newest = mine.order_by("-posted_at").values_list("posted_at", "state")
    return [Recent(*row) for row in newest[:LOOKED_AT]]
