"""Writing announcements: each function checks that the user is an author of the story.

A banned author can take an announcement back, but not write or publish one (WritingBanned).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from serial.stories.models import Announcement, Story
from serial.stories.time_limits import UNDELETE_PERIOD
from serial.stories.writing_bans import check_not_banned

TEXT_FIELDS = ("title", "body", "body_html", "renderer_version", "edited_at", "revision")
STATE_FIELDS = ("published_at", "former_published_at", "edited_at", "deleted_at")


class AnnouncementChanged(Exception):
    """Raised if another text was saved after editing began; `latest` has it."""

    def __init__(self, latest: Announcement) -> None:
        super().__init__(f"revision {latest.revision} is newer")
        self.latest = latest


class AnnouncementRefused(Exception):
    """Raised when an action is no longer possible. str(error) is the message for the user."""


@dataclass(frozen=True)
class AnnouncementText:
    title: str
    body: str


@transaction.atomic
def create_announcement(
    story: Story, text: AnnouncementText, by: User, *, form_key: UUID | None = None
) -> Announcement:
    """Creates a draft. The same form sent again saves its text to the same announcement.

    Raises PermissionDenied, and AnnouncementChanged if that has another text meanwhile.
    """
    # Locked, so that a form that is sent twice at once finds the first.
    story = Story.objects.select_for_update().get(pk=story.pk)
    _check_manages(story, by)
    check_not_banned(by)
    existing = story.announcements.filter(form_key=form_key).first() if form_key else None
    if existing is not None:
        return edit_announcement(existing, text, by, based_on=1)
    announcement = Announcement(story=story, title=text.title, body=text.body, form_key=form_key)
    announcement.render_body()
    announcement.save()
    return announcement


@transaction.atomic
def edit_announcement(
    announcement: Announcement, text: AnnouncementText, by: User, *, based_on: int
) -> Announcement:
    """Saves a text that was written from revision `based_on`. Followers are not told again.

    Raises PermissionDenied, AnnouncementRefused if it is deleted, and AnnouncementChanged.
    """
    locked = _lock(announcement, by)
    check_not_banned(by)
    if (locked.title, locked.body) == (text.title, text.body):
        return locked
    if locked.revision != based_on:
        raise AnnouncementChanged(locked)
    locked.title, locked.body = text.title, text.body
    locked.revision += 1
    if locked.is_published():
        locked.edited_at = timezone.now()
    locked.render_body()
    locked.save(update_fields=TEXT_FIELDS)
    return locked


@transaction.atomic
def publish_announcement(announcement: Announcement, by: User) -> Announcement:
    """Does nothing to one that is published."""
    locked = _lock(announcement, by)
    check_not_banned(by)
    if not locked.is_published():
        locked.published_at, locked.former_published_at = timezone.now(), None
        locked.edited_at = None
        locked.save(update_fields=STATE_FIELDS)
    return locked


@transaction.atomic
def revert_announcement(announcement: Announcement, by: User) -> Announcement:
    """Makes it a draft again: readers no longer see it. Emails cannot be called back."""
    locked = _lock(announcement, by)
    if locked.published_at is not None:
        locked.published_at, locked.former_published_at = None, locked.published_at
        locked.save(update_fields=STATE_FIELDS)
    return locked


@transaction.atomic
def undo_revert(announcement: Announcement, by: User) -> Announcement:
    """Publishes it again, at the time it had before.

    Raises AnnouncementRefused if it was published or deleted meanwhile.
    """
    locked = _lock(announcement, by)
    check_not_banned(by)
    if locked.former_published_at is None:
        raise AnnouncementRefused(_nothing_to_undo())
    locked.published_at, locked.former_published_at = locked.former_published_at, None
    locked.save(update_fields=STATE_FIELDS)
    return locked


@transaction.atomic
def delete_announcement(announcement: Announcement, by: User) -> Announcement:
    locked = _lock(announcement, by)
    locked.deleted_at = timezone.now()
    locked.save(update_fields=STATE_FIELDS)
    return locked


@transaction.atomic
def undelete_announcement(announcement: Announcement, by: User) -> Announcement:
    """As it was before: one that was published is published again."""
    locked = _lock(announcement, by, also_deleted=True)
    check_not_banned(by)
    locked.deleted_at = None
    locked.save(update_fields=STATE_FIELDS)
    return locked


def rerender_announcements(story: Story) -> None:
    """Renders all of a story again, after its language or punctuation changed."""
    for announcement in story.announcements.select_for_update().order_by("pk"):
        announcement.story = story
        announcement.render_body()
        announcement.save(update_fields=["body_html", "renderer_version"])


def delete_unreadable(story_pks: Iterable[int]) -> None:
    """Erases drafts and deleted ones of stories whose authors left."""
    rows = Announcement.objects.filter(story__in=list(story_pks))
    rows.exclude(deleted_at=None, published_at__isnull=False).delete()


def purge_announcements() -> int:
    """Erases those deleted more than UNDELETE_PERIOD ago; returns their number."""
    before = timezone.now() - UNDELETE_PERIOD
    return Announcement.objects.filter(deleted_at__lt=before).delete()[0]


def _lock(announcement: Announcement, by: User, *, also_deleted: bool = False) -> Announcement:
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("story")
    locked = rows.get(pk=announcement.pk)
    _check_manages(locked.story, by)
    if locked.deleted_at is not None and not also_deleted:
        raise AnnouncementRefused(gettext("This announcement is deleted."))
    return locked


def _check_manages(story: Story, by: User) -> None:
    if story.deleted_at is not None or not story.is_managed_by(by):
        raise PermissionDenied


def _nothing_to_undo() -> str:
    return gettext("There is nothing to undo any more.")
