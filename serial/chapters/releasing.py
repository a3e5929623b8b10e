"""When a chapter is there to read. Nothing runs at that moment: the clock is enough."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import EARLIEST_RELEASE, LATEST_RELEASE
from serial.chapters.totals import bulk_update_totals
from serial.stories.models import Story


def release_range_error() -> ValidationError:
    return ValidationError(_("Choose a release between 1970 and 2199."))


def validate_release(moment: datetime) -> None:
    if not EARLIEST_RELEASE <= moment < LATEST_RELEASE:
        raise release_range_error()


def set_release(chapter: Chapter, moment: datetime | None) -> None:
    """Schedules, releases (a moment that has passed) or, with None, makes it a draft again.

    Raises ValidationError for a moment outside of what can be meant.
    """
    set_releases([(chapter, moment)])


@transaction.atomic
def set_releases(plan: Iterable[tuple[Chapter, datetime | None]]) -> None:
    """The same for each chapter of the plan: all of them, or none where one moment is refused."""
    chapters = []
    for chapter, moment in plan:
        if moment is not None:
            validate_release(moment)
        chapter.release_at = moment
        chapters.append(chapter)
    Chapter.objects.bulk_update(chapters, ["release_at"], batch_size=200)
    bulk_update_totals(Story.objects.filter(pk__in={chapter.story_id for chapter in chapters}))


def release_now(chapter: Chapter) -> None:
    if not chapter.is_released():
        set_release(chapter, timezone.now())


def revert_to_draft(chapter: Chapter) -> None:
    set_release(chapter, None)


def release_all_now(chapters: Iterable[Chapter]) -> int:
    """Releases those that are not out, all at one moment; returns how many they were."""
    now = timezone.now()
    waiting = [chapter for chapter in chapters if not chapter.is_released()]
    set_releases((chapter, now) for chapter in waiting)
    return len(waiting)


def revert_all_to_draft(chapters: Iterable[Chapter]) -> int:
    """Makes drafts of those that are none; returns how many they were."""
    released = [chapter for chapter in chapters if not chapter.is_draft()]
    set_releases((chapter, None) for chapter in released)
    return len(released)
