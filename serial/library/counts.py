"""How many followers stories and authors have. Authors do not learn who they are."""

from collections.abc import Iterable

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from serial.library.models import Follow, FollowQuerySet
from serial.stories.models import Story


def follower_count(of: str) -> Coalesce:
    """Returns the number of followers of each row, to annotate stories or pen names with.

    of: "story" or "pen_name".
    """
    follows = Follow.objects.filter(**{of: OuterRef("pk")}, user__is_active=True).order_by()
    counts = follows.values(of).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counts), 0, output_field=IntegerField())


def story_follower_counts(story_pks: Iterable[int]) -> dict[int, int]:
    """Returns the followers of each story that has any. One query."""
    return _counts(Follow.objects.filter(story__in=list(story_pks)), "story_id")


def author_follower_counts(pen_name_pks: Iterable[int]) -> dict[int, int]:
    """Returns the followers of each pen name that has any. One query."""
    return _counts(Follow.objects.filter(pen_name__in=list(pen_name_pks)), "pen_name_id")


def told_count(story: Story) -> int:
    """Returns how many members hear of news of a story: its followers, and those of its authors.

    Some of them have turned that off.
    """
    return Follow.objects.telling_of(story).order_by().values("user").distinct().count()


def _counts(follows: FollowQuerySet, column: str) -> dict[int, int]:
    active = follows.filter(user__is_active=True).order_by()
    return dict(active.values_list(column).annotate(count=Count("pk")))
