"""The stories of which a member hears."""

from django.db.models import Q

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
    follows = Follow.objects.filter(user=user)
    credits = Credit.objects.accepted()
    by_followed = credits.filter(
        pen_name__in=follows.filter(pen_name__isnull=False).values("pen_name"),
        pen_name__taken_down_for="",
    )
    blocked = MemberBlock.objects.filter(owner=user).values("target")
    by_blocked = credits.filter(pen_name__user__in=blocked).values("story")
    followed = Q(pk__in=follows.filter(story__isnull=False).values("story"))
    # As `listed_for`, but without a list of all stories, which SQLite would make for each count.
    followed |= Q(
        pk__in=by_followed.values("story"), visibility__in=LISTED, last_release_at__isnull=False
    )
    stories = Story.objects.visible_to(user).filter(followed).order_by()
    return stories.exclude(pk__in=credited_story_ids(user)).exclude(pk__in=by_blocked)
