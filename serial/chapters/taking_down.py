"""Taking a chapter down, which its authors cannot undo, and putting it back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.ordering import lock_story
from serial.chapters.releasing import set_release
from serial.stories.taking_down import AlreadyTakenDown


@transaction.atomic
def take_down(chapter: Chapter, by: User) -> datetime | None:
    """Makes it a draft that cannot be released. Returns when it was, or would be, released.

    Raises PermissionDenied if `by` is not a moderator, and AlreadyTakenDown.
    """
    _lock(chapter, by)
    if chapter.is_taken_down:
        raise AlreadyTakenDown
    release_at = chapter.release_at
    set_release(chapter, None)
    chapter.is_taken_down = True
    chapter.save(update_fields=["is_taken_down"])
    return release_at


@transaction.atomic
def put_back(chapter: Chapter, release_at: datetime | None, by: User) -> None:
    """Undoes `take_down`. Its authors may have changed the text meanwhile.

    Raises PermissionDenied if `by` is not a moderator.
    """
    _lock(chapter, by)
    if not chapter.is_taken_down:
        return
    chapter.is_taken_down = False
    chapter.save(update_fields=["is_taken_down"])
    set_release(chapter, release_at)


def _lock(chapter: Chapter, by: User) -> None:
    if not by.is_moderator():
        raise PermissionDenied
    lock_story(chapter.story_id)
    chapter.refresh_from_db(fields=["release_at", "is_taken_down"])
