"""What a member's archive has of their library."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import PenName, User
from serial.export_rows import rows_of
from serial.library.models import Follow, PrivateFeed
from serial.personal_data import Row
from serial.stories.models import Story


def follow_rows(user: User) -> Iterator[Row]:
    """The names are None if the member cannot read the story, or the author's page, now."""
    columns = {
        "story": "story__slug",
        "story_title": "story__title",
        "author": "pen_name__name",
        "created_at": "created_at",
    }
    return _visible_rows(Follow.objects.filter(user=user), user, columns)


def private_feed_rows(user: User) -> Iterator[Row]:
    """The names are None as for `follow_rows`, and all of them for the feed of the site."""
    columns = {
        "story": "story__slug",
        "story_title": "story__title",
        "author": "pen_name__name",
        "tag": "tag__name",
        "created_at": "created_at",
        "rotated_at": "rotated_at",
    }
    return _visible_rows(PrivateFeed.objects.filter(user=user), user, columns)


def _visible_rows(
    rows: "QuerySet[Follow] | QuerySet[PrivateFeed]", user: User, columns: dict[str, str]
) -> Iterator[Row]:
    story = Story.objects.visible_to(user).filter(pk=OuterRef("story"))
    pen_name = PenName.objects.visible_to(user).filter(pk=OuterRef("pen_name"))
    return rows_of(
        rows.order_by("pk").annotate(sees_story=Exists(story), sees_author=Exists(pen_name)),
        columns,
        hidden_unless={"sees_story": ("story", "story_title"), "sees_author": ("author",)},
    )
