"""Telling followers of a chapter that was much rewritten, as of a release: once in its life."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from serial.chapters.models import Chapter
from serial.times.wording import format_day


class AnnouncementRefused(Exception):
    """Raised when it is not possible (any more). str(error) is the message for the user."""


def announce_again(chapter: Chapter, by: User) -> datetime:
    """Has followers told of the chapter now; of a silent release, for the first time.

    Returns the moment. Raises PermissionDenied, or AnnouncementRefused: see `why_not_again`.
    """
    if not chapter.story.is_managed_by(by):
        raise PermissionDenied
    with transaction.atomic():
        # Locked first: of two at the same time, the second sees what the first did. Conditions on
        # the story, in the update itself, would be read as before the first one's commit.
        locked = Chapter.objects.select_for_update().get(pk=chapter.pk)
        now = timezone.now()
        reason = why_not_again(locked)
        if reason:
            raise AnnouncementRefused(reason)
        Chapter.objects.filter(pk=chapter.pk).update(announced_again_at=now)
    chapter.announced_again_at = now
    return now


def why_not_again(chapter: Chapter) -> str:
    """Returns why the chapter cannot be announced again, as a sentence, or ""."""
    if chapter.announced_again_at is not None:
        day = format_day(timezone.localtime(chapter.announced_again_at).date())
        text = _(
            "Followers were told again of this chapter on %(day)s. That is possible once in the "
            "life of a chapter."
        )
        return text % {"day": day}
    rows = Chapter.objects.filter(pk=chapter.pk)
    if not rows.released().exists():
        return _not_released()
    if not rows.filter(_has_news()).exists():
        return _("The text of this chapter was not changed since its release.")
    return ""


def _has_news() -> Q:
    return Q(is_silent=True) | Q(text_changed_at__gt=F("release_at"))


def _not_released() -> str:
    return _("Followers can be told of a chapter only when readers can read it.")
