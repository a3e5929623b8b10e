"""Taking a chapter down, which its authors cannot undo, and putting it back."""

from django.db import transaction

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter
from serial.chapters.ordering import lock_story
from serial.chapters.releasing import set_release
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
        chapter.former_release_at = chapter.release_at
        set_release(chapter, None)
    _save_reasons(chapter, [*chapter.takedown_reasons, reason.value])


@transaction.atomic
def put_back(chapter: Chapter, reason: TakedownReason, by: User | None) -> None:
    """Undoes `take_down` for this reason; the last one releases it again as before.

    Its authors may have changed the text meanwhile.
    Raises PermissionDenied if `by` is not a moderator.
    """
    _lock(chapter, by)
    others = [other for other in chapter.takedown_reasons if other != reason]
    is_last = chapter.is_taken_down and not others
    release_at = chapter.former_release_at
    if is_last:
        chapter.former_release_at = None
    _save_reasons(chapter, others)
    if is_last:
        set_release(chapter, release_at)


def _lock(chapter: Chapter, by: User | None) -> None:
    check_may_take_down(by)
    lock_story(chapter.story_id)
    chapter.refresh_from_db(fields=["release_at", *TAKEDOWN_FIELDS])


def _save_reasons(chapter: Chapter, reasons: list[str]) -> None:
    chapter.takedown_reasons, chapter.is_taken_down = reasons, bool(reasons)
    chapter.save(update_fields=TAKEDOWN_FIELDS)
