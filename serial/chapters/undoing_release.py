"""Undoing "Publish now": for a few seconds, its author can take the release back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.ordering import lock_story
from serial.chapters.releasing import set_release

# Long enough to notice a slip, too short for readers to have begun.
UNDO_PERIOD = timedelta(seconds=10)
# The page with the button has to arrive, and what it sends too.
TRANSFER_TIME = timedelta(seconds=10)


@dataclass(frozen=True)
class ReleaseMade:
    """A release by "Publish now": when it was, of which revision, and what there was before.

    former: the time for which the chapter was scheduled, or None for a draft.
    """

    chapter: int
    revision: int
    released_at: datetime
    former: datetime | None


class UndoRefused(Exception):
    """Raised when it is no longer possible. str(error) is the message for the user."""


@transaction.atomic
def undo_release(made: ReleaseMade, by: User) -> Chapter:
    """Makes the chapter a draft, or scheduled, again. Raises PermissionDenied and UndoRefused."""
    story = lock_story(Chapter.objects.values_list("story", flat=True).get(pk=made.chapter))
    if not story.is_managed_by(by):
        raise PermissionDenied
    chapter = Chapter.objects.select_for_update(of=("self",)).get(pk=made.chapter)
    now = timezone.now()
    if now - made.released_at > UNDO_PERIOD + TRANSFER_TIME:
        raise UndoRefused(
            _(
                "Too late to undo: the chapter has been public for more than %(seconds)d seconds. "
                "To hide it from readers, choose Draft beside Save."
            )
            % {"seconds": UNDO_PERIOD.seconds}
        )
    if _has_changed(chapter, made) or story.deleted_at or (made.former and made.former <= now):
        raise UndoRefused(
            _(
                "Not undone: the chapter was changed since it was published. "
                "To hide it from readers, choose Draft beside Save."
            )
        )
    set_release(chapter, made.former)
    return chapter


def _has_changed(chapter: Chapter, made: ReleaseMade) -> bool:
    """Also if it was undone already."""
    now = (chapter.revision, chapter.release_at, chapter.deleted_at, chapter.is_taken_down)
    return now != (made.revision, made.released_at, None, False)
