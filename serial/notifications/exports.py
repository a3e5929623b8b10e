"""What a member's archive has of their notifications and of the settings for them."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from accounts.models import User
from serial.export_rows import rows_of
from serial.notifications.models import (
    ChaptersSeen,
    DigestTime,
    Notification,
    NotificationSetting,
    StorySetting,
)
from serial.personal_data import Row
from serial.stories.models import Story


def notification_rows(user: User) -> Iterator[Row]:
    """Of those that the member can still see."""
    columns = {
        "kind": "kind",
        "created_at": "created_at",
        "read_at": "read_at",
        "story": "told_story",
        "chapter": "comment__chapter__slug",
        "comment": "comment__number",
        "announcement": "announcement",
    }
    rows = Notification.objects.visible_to(user).order_by("pk")
    story = Coalesce("comment__story__slug", "announcement__story__slug")
    return rows_of(rows.annotate(told_story=story), columns)


def chapters_seen_rows(user: User) -> Iterator[Row]:
    """The story is None for all stories, and if the member cannot read it now."""
    columns = {"story": "story__slug", "seen_until": "seen_until"}
    story = Story.objects.visible_to(user).filter(pk=OuterRef("story"))
    rows = ChaptersSeen.objects.filter(user=user).order_by("pk")
    return rows_of(
        rows.annotate(is_readable=Exists(story)),
        columns,
        hidden_unless={"is_readable": ("story",)},
    )


def setting_rows(user: User) -> Iterator[Row]:
    columns = {name: name for name in ("kind", "in_site", "email")}
    return rows_of(NotificationSetting.objects.filter(user=user).order_by("pk"), columns)


def story_setting_rows(user: User) -> Iterator[Row]:
    """The story is None if the member cannot read it now."""
    columns = {"story": "story__slug", "story_title": "story__title", "email": "email"}
    story = Story.objects.visible_to(user).filter(pk=OuterRef("story"))
    settings = StorySetting.objects.filter(user=user).order_by("pk")
    return rows_of(
        settings.annotate(is_readable=Exists(story)),
        columns,
        hidden_unless={"is_readable": ("story", "story_title")},
    )


def digest_time_rows(user: User) -> Iterator[Row]:
    return rows_of(
        DigestTime.objects.filter(user=user), {name: name for name in ("hour", "weekday")}
    )
