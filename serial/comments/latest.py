"""The newest comments over many stories, without a look at all that was ever said on them.

No index has the comments of several stories in one order. But each story's own are in order, and
what is older than the n-th newest of any of them is not among the n newest of all.
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
    """Gives each story as `name` when the n-th newest of its comments was posted, where it has so
    many.
    """
    own = comments.filter(story=OuterRef("pk")).order_by("-posted_at")
    return stories.annotate(**{name: Subquery(own.values("posted_at")[n - 1 : n])})


def latest_of(stories: Sequence[Story], name: str, comments: CommentQuerySet) -> CommentQuerySet:
    """The comments on these stories, newest first; of the n newest, none is missing.

    The stories were read `with_nth`, of the same comments.
    """
    found = comments.filter(story__in=[story.pk for story in stories])
    moments: list[datetime] = [at for story in stories if (at := getattr(story, name))]
    if moments:
        found = found.filter(posted_at__gte=max(moments))
    return found.order_by("-posted_at", "-pk")


class CountUpTo(Subquery):
    """How many rows a sliced queryset has, in a query about something else."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
