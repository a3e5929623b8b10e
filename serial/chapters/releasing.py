"""When a chapter is there to read. Nothing runs at that moment: the clock is enough."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.chapters.counting import recount
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import EARLIEST_RELEASE, LATEST_RELEASE


def validate_release(moment: datetime) -> None:
    if not EARLIEST_RELEASE <= moment < LATEST_RELEASE:
        raise ValidationError(_("Choose a release between 1970 and 2199."))


@transaction.atomic
def set_release(chapter: Chapter, moment: datetime | None) -> None:
    """Schedules, releases (a moment that has passed) or, with None, makes it a draft again.

    Raises ValidationError for a moment outside of what can be meant.
    """
    if moment is not None:
        validate_release(moment)
    chapter.release_at = moment
    chapter.save(update_fields=["release_at"])
    recount(chapter.story_id)


def release_now(chapter: Chapter) -> None:
    if not chapter.is_released():
        set_release(chapter, timezone.now())


def withdraw(chapter: Chapter) -> None:
    set_release(chapter, None)
