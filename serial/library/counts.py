"""How many followers there are, for authors. Who they are is told to nobody."""

from collections.abc import Iterable

from django.db.models import Count

from serial.library.models import Follow, FollowQuerySet


def story_follower_counts(story_pks: Iterable[int]) -> dict[int, int]:
    """Returns the followers of each story that has any. One query."""
    return _counts(Follow.objects.filter(story__in=list(story_pks)), "story_id")


def author_follower_counts(pen_name_pks: Iterable[int]) -> dict[int, int]:
    """Returns the followers of each pen name that has any. One query."""
    return _counts(Follow.objects.filter(pen_name__in=list(pen_name_pks)), "pen_name_id")


def _counts(follows: FollowQuerySet, column: str) -> dict[int, int]:
    active = follows.filter(user__is_active=True).order_by()
    return dict(active.values_list(column).annotate(count=Count("pk")))
