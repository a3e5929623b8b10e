"""The recent comments of a commenter, read once for the rate limits and the trust rules."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from accounts.models import User
from serial.comments.models import Comment, GuestIpHash

# The highest daily rate limit (rate_limits.py).
HISTORY_LENGTH = 400


class PastComment(NamedTuple):
    posted_at: datetime
    state: str


def posting_history(user: User | None, ip_hash: GuestIpHash | None = None) -> Sequence[PastComment]:
    """Returns the newest comments of a member, or of the guests of an IP hash, newest first.

    Not filtered by state, so that the index on posted_at is used. With a filter for a rare state
    the database may read all comments.
    """
    if user is not None:
        comments = Comment.objects.filter(user=user)
    elif ip_hash is not None:
        comments = Comment.objects.filter(ip_hash=ip_hash)
    else:
        return []
    newest = comments.order_by("-posted_at").values_list("posted_at", "state")
    return [PastComment(*row) for row in newest[:HISTORY_LENGTH]]
