"""Taking a chapter down, which its authors cannot undo, and putting it back."""

from datetime import datetime

from django.db import transaction

from serial.chapters.models import Chapter
from serial.chapters.releasing import set_release


@transaction.atomic
def take_down(chapter: Chapter) -> datetime | None:
    """Makes it a draft that cannot be released. Returns when it was, or would be, released."""
    release_at = chapter.release_at
    set_release(chapter, None)
    chapter.is_taken_down = True
    chapter.save(update_fields=["is_taken_down"])
    return release_at


@transaction.atomic
def put_back(chapter: Chapter, release_at: datetime | None) -> None:
    """Undoes `take_down`. Its authors may have changed the text meanwhile."""
    chapter.is_taken_down = False
    chapter.save(update_fields=["is_taken_down"])
    set_release(chapter, release_at)
