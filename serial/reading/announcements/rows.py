"""Announcements as pages show them: values that the page cache compares."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import Visitor
from serial.compiled_queries import CompiledTuples, partial_instance
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.stories.models import Announcement

# A longer text is folded where other things stand below it.
LONG_HTML = 600
Columns = tuple[int, str, str, datetime | None, datetime | None, str]


class AnnouncementRow(NamedTuple):
    pk: int
    title: str
    body_html: str
    published_at: datetime | None
    edited_at: datetime | None
    # Only its authors see it then.
    taken_down_for: str = ""

    def is_long(self) -> bool:
        return len(self.body_html) > LONG_HTML


def latest_of_story(story_pk: int, user: Visitor) -> tuple[AnnouncementRow, ...]:
    """Returns the newest two that this user sees: pages show one, and whether there are more."""
    return as_shown(LATEST.of(user).rows(story_pk, user), user)


def one_of_story(story_pk: int, pk: int, user: Visitor) -> AnnouncementRow | None:
    """Returns None if the story has no such announcement that this user can open."""
    found = Announcement.objects.openable_by(user).filter(story=story_pk, pk=pk)
    rows = as_shown(found.values_list(*AnnouncementRow._fields), user)
    return rows[0] if rows else None


def as_shown(rows: Iterable[Columns], user: Visitor) -> tuple[AnnouncementRow, ...]:
    """Without the pictures that moderators hid from this user."""
    found = [AnnouncementRow(*row) for row in rows]
    texts = [partial_instance(Announcement, id=row.pk, body_html=row.body_html) for row in found]
    replace_hidden_pictures(texts, user, "body_html")
    return tuple(
        row._replace(body_html=text.body_html) for row, text in zip(found, texts, strict=True)
    )


def _latest(story_pk: int, user: Visitor) -> "QuerySet[Announcement, Columns]":
    latest = Announcement.objects.visible_to(user).filter(story=story_pk).newest_first()
    return latest.values_list(*AnnouncementRow._fields)[:2]


LATEST = CompiledTuples.for_guests_and_members(_latest, "story_id")
