"""New chapters of what a member follows: a query, not a row for each reader."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.comments.models import MemberBlock
from serial.library.models import Follow
from serial.notifications.kinds import CHAPTER
from serial.notifications.models import ChaptersSeen, NotificationSetting
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
    listed = Story.objects.listed_for(user).order_by().values("pk")
    followed |= Q(pk__in=by_followed.values("story")) & Q(pk__in=listed)
    stories = Story.objects.visible_to(user).filter(followed).order_by()
    return stories.exclude(pk__in=credited_story_ids(user)).exclude(pk__in=by_blocked)


def followed_chapters(user: User, at: datetime) -> ChapterQuerySet:
    """Returns the chapters of these stories that came out since the member follows them."""
    credited = Credit.objects.accepted().filter(story=OuterRef(OuterRef("story")))
    follows = Follow.objects.filter(
        Q(story=OuterRef("story")) | Q(pen_name__in=credited.values("pen_name")),
        user=user,
        created_at__lt=OuterRef("release_at"),
    )
    stories = followed_stories(user).values("pk")
    return Chapter.objects.released(at).filter(Exists(follows), story__in=stories)


def seen(user: User) -> Exists:
    """The condition that the member has seen a chapter, to annotate or exclude chapters with."""
    of_story = Q(story=OuterRef("story")) | Q(story=None)
    return Exists(
        ChaptersSeen.objects.filter(of_story, user=user, seen_until__gte=OuterRef("release_at"))
    )


def new_chapters(user: User, at: datetime) -> ChapterQuerySet:
    """Returns those that the member has not seen yet; none if they do not want them in the site."""
    off = NotificationSetting.objects.filter(user=user, kind=CHAPTER, in_site=False)
    return followed_chapters(user, at).exclude(seen(user)).exclude(Exists(off))
