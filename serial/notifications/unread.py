"""How much a member has not read yet, for the head of every page: one query."""

from datetime import datetime

from django.core.cache import caches
from django.db.models import IntegerField, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from serial.compiled_queries import CompiledTuples, Placeholder, UserPlaceholder
from serial.notifications.models import Notification
from serial.notifications.new_chapters import stories_with_news

# More are shown as "99+".
MAX_COUNTED = 100


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def unread_count(user: User) -> int:
    """Returns the number of unread notifications, and of stories with new chapters.

    MAX_COUNTED at most of each. What is released is counted from the next full minute on.
    """
    return sum(map(sum, COUNTS.rows(user, _minute())))


def kept_unread_count(user: User) -> int:
    """Returns the same for `request.user`, without a query while nothing changes.

    It is kept until the next full minute, or until the member reads, is told of something or
    changes what they are told, or a comment of which they are told is hidden or deleted
    (User.unread_version). Chapters and stories that are hidden are counted until then.
    """
    key = f"{user.pk}:{user.unread_version}:{_minute():%H%M}"
    count: int | None = caches["unread"].get(key)
    if count is None:
        count = unread_count(user)
        caches["unread"].set(key, count)
    return count


def _minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def _counts(user: User, at: datetime) -> "QuerySet[User, tuple[int, int]]":
    rows = Notification.objects.shown_to(user, at).unread().order_by().values("pk")
    stories = stories_with_news(user, at).order_by().values("pk")
    members = User.objects.filter(pk=user.pk).order_by()
    return members.values_list(_Count(rows[:MAX_COUNTED]), _Count(stories[:MAX_COUNTED]))


COUNTS = CompiledTuples(_counts, UserPlaceholder("user"), Placeholder("now"))
