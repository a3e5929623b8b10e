"""The latest comments on many stories, without reading all comments on them.

No index holds the comments of several stories in one order, but each story's own comments are in
order. A comment that is older than the n-th latest of any one story is not among the n latest of
all of them.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import IntegerField, OuterRef, Subquery

from serial.comments.models.comment import CommentQuerySet
from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet


def with_nth_latest(
    stories: StoryQuerySet, name: str, comments: CommentQuerySet, n: int
) -> StoryQuerySet:
    """Annotates each story as `name` with the time of its n-th latest comment, None if fewer."""
    of_story = comments.filter(story=OuterRef("pk")).order_by("-posted_at")
    return stories.annotate(**{name: Subquery(of_story.values("posted_at")[n - 1 : n])})


def latest_of(stories: Sequence[Story], name: str, comments: CommentQuerySet) -> CommentQuerySet:
    """Returns the comments on these stories, latest first. The n latest are always among them.

    The stories must have been annotated by `with_nth_latest`, with the same comments.
    """
    latest = comments.filter(story__in=[story.pk for story in stories])
    times: list[datetime] = [time for story in stories if (time := getattr(story, name))]
    if times:
        latest = latest.filter(posted_at__gte=max(times))
    return latest.order_by("-posted_at", "-pk")


class CountUpTo(Subquery):
    """The number of rows of a sliced queryset, as a subquery."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
