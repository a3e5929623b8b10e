"""Taking a chapter down, which its authors cannot undo, and putting it back."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter
from serial.chapters.ordering import lock_story, renumber_if_needed
from serial.chapters.releases.bars import release_bar
from serial.chapters.releases.queue.assigning import return_to_queue
from serial.chapters.releases.releasing import set_release
from serial.chapters.totals import update_totals
from serial.stories.taking_down import AlreadyTakenDown, check_may_take_down

TAKEDOWN_FIELDS = ("former_release_at", "is_taken_down", "takedown_reasons")


@transaction.atomic
def take_down(chapter: Chapter, reason: TakedownReason, by: User | None) -> None:
    """Makes it a draft that cannot be released. It can be down for several reasons.

    Raises PermissionDenied if `by` is not a moderator, and AlreadyTakenDown.
    """
    _lock(chapter, by)
    if reason in chapter.takedown_reasons:
        raise AlreadyTakenDown
    if not chapter.is_taken_down:
        chapter.former_release_at, was_queued = chapter.release_at, chapter.is_queued
        set_release(chapter, None)
        chapter.is_queued = was_queued
    _save_reasons(chapter, [*chapter.takedown_reasons, reason.value])


@transaction.atomic
def put_back(chapter: Chapter, reason: TakedownReason, by: User | None) -> None:
    """Undoes `take_down` for this reason; the last one releases it again as before.

    A chapter of the release queue gets its place there back.
    Its authors may have changed the text meanwhile. While they may not write, what would be
    released then stays a draft.
    Raises PermissionDenied if `by` is not a moderator.
    """
    _lock(chapter, by)
    others = [other for other in chapter.takedown_reasons if other != reason]
    is_last = chapter.is_taken_down and not others
    release_at = chapter.former_release_at
    if is_last:
        chapter.former_release_at = None
    _save_reasons(chapter, others)
    if is_last and chapter.is_queued and release_at and release_at > timezone.now():
        return_to_queue(chapter, release_at)
        renumber_if_needed(chapter.story_id)
        update_totals(chapter.story_id)
    elif is_last:
        bar = release_bar(chapter.story_id)
        is_barred = bar is not None and release_at is not None and bar.covers(release_at)
        set_release(chapter, None if is_barred else release_at)


def _lock(chapter: Chapter, by: User | None) -> None:
    check_may_take_down(by)
    lock_story(chapter.story_id)
    chapter.refresh_from_db(fields=["release_at", "is_queued", *TAKEDOWN_FIELDS])


def _save_reasons(chapter: Chapter, reasons: list[str]) -> None:
    chapter.takedown_reasons, chapter.is_taken_down = reasons, bool(reasons)
    chapter.save(update_fields=["is_queued", *TAKEDOWN_FIELDS])
