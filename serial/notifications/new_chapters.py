"""New chapters of what a member follows: a query, not a row for each reader."""

from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import (
    EARLIEST_RELEASE,
    LATEST_RELEASE,
    ChapterQuerySet,
    announced_q,
)
from serial.library.models import Follow
from serial.notifications.followed_stories import followed_stories
from serial.notifications.kinds import CHAPTER
from serial.notifications.models import ChaptersSeen, NotificationSetting
from serial.stories.models import Credit
from serial.stories.models.story import StoryQuerySet

MAX_STORIES = 50


def followed_chapters(user: User, at: datetime) -> ChapterQuerySet:
    """Returns the chapters of these stories that were announced since the member follows them."""
    credited = Credit.objects.accepted().filter(story=OuterRef(OuterRef("story")))
    follows = Follow.objects.filter(
        Q(story=OuterRef("story")) | Q(pen_name__in=credited.values("pen_name")),
        user=user,
        created_at__lt=OuterRef("announced_at"),
    )
    stories = followed_stories(user).values("pk")
    return Chapter.objects.announced(at).filter(Exists(follows), story__in=stories)


def seen(user: User) -> Exists:
    """The condition that the member has seen one of `followed_chapters`."""
    of_story = Q(story=OuterRef("story")) | Q(story=None)
    return Exists(
        ChaptersSeen.objects.filter(of_story, user=user, seen_until__gte=OuterRef("announced_at"))
    )


def stories_with_news(user: User, at: datetime) -> StoryQuerySet:
    """Returns the stories of `new_chapters`, without reading all chapters of what is followed."""
    later = Chapter.objects.announced(at).filter(story=OuterRef("pk"))
    off = NotificationSetting.objects.filter(user=user, kind=CHAPTER, in_site=False)
    stories = followed_stories(user).annotate(since=_new_since(user)).exclude(Exists(off))
    has_news = When(Exists(later.filter(announced_q(gt=OuterRef("since")))), then=Value(True))
    # Without CASE, PostgreSQL joins the stories with all chapters of the site.
    return stories.filter(Case(has_news, default=Value(False)))


def older_news(user: User, at: datetime, before: datetime) -> Q:
    """The condition of new chapters that came out before then; empty if there are none.

    It has a part for each story: SQLite then reads only these chapters, from an index. Of the
    MAX_STORIES that were updated last.
    """
    stories = stories_with_news(user, at).order_by("-last_release_at", "pk")
    since = stories.annotate(new_since=_new_since(user)).values_list("pk", "new_since")
    condition = Q()
    for pk, moment in since[:MAX_STORIES]:
        if moment < before:
            condition |= Q(announced_q(gt=moment, lt=before), story=pk)
    return condition


def _new_since(user: User) -> Greatest:
    """The moment since when chapters of a story are new: followed since then, and not seen."""
    own = Follow.objects.filter(user=user, story=OuterRef("pk")).values("created_at")
    credits = Credit.objects.accepted().filter(story=OuterRef(OuterRef("pk")))
    of_authors = Follow.objects.filter(user=user, pen_name__in=credits.values("pen_name"))
    first = of_authors.order_by("created_at").values("created_at")[:1]
    marks = ChaptersSeen.objects.filter(user=user)
    seen_story = marks.filter(story=OuterRef("pk")).values("seen_until")
    seen_all = marks.filter(story=None).values("seen_until")
    return Greatest(
        Least(Coalesce(Subquery(own), LATEST_RELEASE), Coalesce(Subquery(first), LATEST_RELEASE)),
        Coalesce(Subquery(seen_story), EARLIEST_RELEASE),
        Coalesce(Subquery(seen_all), EARLIEST_RELEASE),
    )


def new_chapters(user: User, at: datetime) -> ChapterQuerySet:
    """Returns those that the member has not seen yet; none if they do not want them in the site."""
    off = NotificationSetting.objects.filter(user=user, kind=CHAPTER, in_site=False)
    return followed_chapters(user, at).exclude(seen(user)).exclude(Exists(off))
