"""The stories of which a member hears."""

from django.db.models import QuerySet

from accounts.models import User
from serial.comments.models import MemberBlock
from serial.library.models import Follow
from serial.library.models.follow import LISTED
from serial.stories.models import Credit, Story
from serial.stories.models.story import StoryQuerySet, credited_story_ids


def followed_stories(user: User) -> StoryQuerySet:
    """Returns the stories of which this member hears: followed, or by an author they follow.

    Only those that they can read, and of an author they follow, that lists show them. Not their
    own, and none of people whom they muted or blocked.
    """
    blocked = MemberBlock.objects.filter(owner=user).values("target")
    by_blocked = Credit.objects.accepted().filter(pen_name__user__in=blocked).values("story")
    stories = Story.objects.visible_to(user).filter(pk__in=_followed_ids(user)).order_by()
    return stories.exclude(pk__in=credited_story_ids(user)).exclude(pk__in=by_blocked)


def _followed_ids(user: User) -> "QuerySet[Follow, object]":
    """Returns the ids of the stories that they follow, and of those by authors they follow.

    One list: of two conditions with "or" between them, PostgreSQL tries all stories of the site.
    """
    follows = Follow.objects.filter(user=user).order_by()
    of_authors = follows.filter(
        pen_name__taken_down_for="",
        pen_name__credits__accepted_at__isnull=False,
        pen_name__credits__story__visibility__in=LISTED,
        pen_name__credits__story__last_release_at__isnull=False,
    )
    of_stories = follows.filter(story__isnull=False).values("story")
    return of_stories.union(of_authors.values("pen_name__credits__story"), all=True)
