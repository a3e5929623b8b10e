"""Rate limits for posting comments, and for previews.

Posting is counted from the rows of a commenter's latest comments: exact, across all processes.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from serial.comments.models import Comment, GuestIpHash
from serial.comments.models.guest_ip_hash import hash_guest_ip
from serial.compiled_queries import CompiledTuples, Placeholder
from serial.web.rate_limits import RateLimit

MINUTES, DAY = timedelta(minutes=10), timedelta(days=1)
# Comments per period. A quick exchange between people stays within these limits.
LIMITS = {MINUTES: 6, DAY: 40}
TRUSTED_LIMITS = {MINUTES: 40, DAY: 400}
# The highest daily limit.
HISTORY_LENGTH = TRUSTED_LIMITS[DAY]
# For a member, or the guests of an IP address. Nobody presses the button of a preview more often.
PREVIEWS = RateLimit("comment previews", 30)


class RateLimited(Exception):
    """Raised when somebody posted too many comments. They may post again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"rate limited until {until}")
        self.until = until


class PastComment(NamedTuple):
    posted_at: datetime
    state: str


def posting_history(user: User | None, ip_hash: GuestIpHash | None = None) -> Sequence[PastComment]:
    """Returns the newest comments of a member, or of the guests of an IP hash, newest first.

    Not filtered by state, so that the index on posted_at is used. With a filter for a rare state
    the database may read all comments.
    """
    if user is not None:
        rows = _HISTORY_OF_MEMBER.rows(user.pk)
    elif ip_hash is not None:
        rows = _HISTORY_OF_GUEST.rows(ip_hash.pk)
    else:
        return []
    return [PastComment(*row) for row in rows]


def _newest(comments: QuerySet[Comment]) -> QuerySet[Comment, tuple[datetime, str]]:
    newest = comments.order_by("-posted_at").values_list("posted_at", "state")
    return newest[:HISTORY_LENGTH]


_HISTORY_OF_MEMBER = CompiledTuples(
    lambda user_id: _newest(Comment.objects.filter(user=user_id)), Placeholder("user_id")
)
_HISTORY_OF_GUEST = CompiledTuples(
    lambda ip_hash_id: _newest(Comment.objects.filter(ip_hash=ip_hash_id)),
    Placeholder("ip_hash_id"),
)


def count_preview(user: User | None, ip: str) -> None:
    """Raises TooManyRequests if this member, or the guests of this address, had too many."""
    PREVIEWS.count(f"member {user.pk}" if user else f"guest {hash_guest_ip(ip)}")


def lock_commenter(user: User | None, ip_hash: GuestIpHash | None) -> None:
    """Locks the row of the commenter until the transaction ends.

    Without the lock, comments sent at the same time would all pass the rate limit.
    """
    if user is not None:
        _LOCKED_MEMBER.fetch(user.pk)
    elif ip_hash is not None:
        _LOCKED_GUEST.fetch(ip_hash.pk)


_LOCKED_MEMBER = CompiledTuples(
    lambda user_id: (
        User.objects.select_for_update(no_key=True).filter(pk=user_id).values_list("pk")
    ),
    Placeholder("user_id"),
)
_LOCKED_GUEST = CompiledTuples(
    lambda ip_hash_id: (
        GuestIpHash.objects.select_for_update(no_key=True).filter(pk=ip_hash_id).values_list("pk")
    ),
    Placeholder("ip_hash_id"),
)


def check_rate_limit(history: Sequence[PastComment], *, is_trusted: bool = False) -> None:
    """Raises RateLimited. The commenter must be locked."""
    now = timezone.now()
    for period, limit in (TRUSTED_LIMITS if is_trusted else LIMITS).items():
        times = [past.posted_at for past in history if past.posted_at > now - period]
        if len(times) >= limit:
            raise RateLimited(times[limit - 1] + period)
