"""Undoing "Publish now": for a few seconds, its author can take the release back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.ordering import lock_story
from serial.chapters.releases.queue.assigning import return_to_queue
from serial.chapters.releases.releasing import ReleaseMade, set_releases
from serial.chapters.totals import update_totals

# Long enough to notice a slip, too short for readers to have begun.
UNDO_PERIOD = timedelta(seconds=10)
# The page with the button has to arrive, and what it sends too.
TRANSFER_TIME = timedelta(seconds=10)


class UndoRefused(Exception):
    """Raised when it is no longer possible. str(error) is the message for the user."""


@transaction.atomic
def undo_releases(made: Sequence[ReleaseMade], by: User) -> list[Chapter]:
    """Makes the chapters of one "Publish now" drafts, or scheduled, again; returns them.

    Those that were changed since are left as they are. Raises PermissionDenied, and UndoRefused if
    none is left.
    """
    by_chapter = {each.chapter: each for each in made}
    rows = Chapter.objects.filter(pk__in=by_chapter).order_by("pk")
    stories = {pk: lock_story(pk) for pk in sorted(set(rows.values_list("story", flat=True)))}
    if not all(story.is_managed_by(by) for story in stories.values()):
        raise PermissionDenied
    now = timezone.now()
    if any(now - each.released_at > UNDO_PERIOD + TRANSFER_TIME for each in made):
        raise UndoRefused(_too_late(len(made)))
    plan = []
    for chapter in rows.without_text().select_for_update(of=("self",)):
        release = by_chapter[chapter.pk]
        is_deleted = stories[chapter.story_id].deleted_at is not None
        if not is_deleted and _can_be_undone(chapter, release, now):
            plan.append((chapter, release.former))
    if not plan:
        raise UndoRefused(_changed(len(made)))
    set_releases(plan)
    _return_to_queues(plan, by_chapter)
    return [chapter for chapter, _former in plan]


def _return_to_queues(
    plan: Sequence[tuple[Chapter, datetime | None]], made: Mapping[int, ReleaseMade]
) -> None:
    queued = [(at, chapter) for chapter, at in plan if at and made[chapter.pk].was_queued]
    for release_at, chapter in sorted(queued, key=itemgetter(0)):
        return_to_queue(chapter, release_at)
    for story_id in {chapter.story_id for _at, chapter in queued}:
        update_totals(story_id)


def undo_release(made: ReleaseMade, by: User) -> Chapter:
    """Does `undo_releases` for one chapter."""
    return undo_releases([made], by)[0]


def _can_be_undone(chapter: Chapter, made: ReleaseMade, now: datetime) -> bool:
    """Not if it was undone already, nor if it would be released again at once."""
    state = (chapter.revision, chapter.release_at, chapter.deleted_at, chapter.is_taken_down)
    is_unchanged = state == (made.revision, made.released_at, None, False)
    return is_unchanged and (made.former is None or made.former > now)


def _too_late(count: int) -> str:
    text = ngettext(
        "Too late to undo: the chapter has been public for more than %(seconds)d seconds.",
        "Too late to undo: the chapters have been public for more than %(seconds)d seconds.",
        count,
    )
    return f"{text % {'seconds': UNDO_PERIOD.seconds}} {_what_to_do(count)}"


def _changed(count: int) -> str:
    text = ngettext(
        "Not undone: the chapter was changed since it was published.",
        "Not undone: the chapters were changed since they were published.",
        count,
    )
    return f"{text} {_what_to_do(count)}"


def _what_to_do(count: int) -> str:
    return ngettext(
        "To hide it from readers, make it a draft.",
        "To hide them from readers, make them drafts.",
        count,
    )
