"""How much a member has not read yet, for the head of every page: one query."""

from datetime import datetime

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

    MAX_COUNTED at most of each. What is released is counted from the next full minute on, so that
    the number can be remembered while nothing changes.
    """
    minute = timezone.now().replace(second=0, microsecond=0)
    return sum(map(sum, COUNTS.rows_until_change(user, minute)))


def _counts(user: User, at: datetime) -> "QuerySet[User, tuple[int, int]]":
    rows = Notification.objects.shown_to(user, at).unread().order_by().values("pk")
    stories = stories_with_news(user, at).order_by().values("pk")
    members = User.objects.filter(pk=user.pk).order_by()
    return members.values_list(_Count(rows[:MAX_COUNTED]), _Count(stories[:MAX_COUNTED]))


COUNTS = CompiledTuples(_counts, UserPlaceholder("user"), Placeholder("now"))
