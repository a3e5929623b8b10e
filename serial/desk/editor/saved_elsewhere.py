"""What the editor says of a chapter that was saved since its form was opened."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from serial.chapters.models import Chapter, Revision
from serial.chapters.saving import latest_revision
from serial.chapters.texts import ChapterText
from serial.stories.credit_lines import credited_name
from serial.times.wording import format_short_day, format_time


def saved_elsewhere(chapter: Chapter, typed: ChapterText, based_on: int, user: User) -> str:
    """Returns a sentence if another text than this was saved after revision `based_on`, or ""."""
    if based_on >= chapter.revision or chapter.text() == typed.cleaned():
        return ""
    latest = latest_revision(chapter)
    when = short_time(latest.saved_at)
    author = other_author(latest, user)
    if not author:
        return _("Saved by you elsewhere, %(when)s") % {"when": when}
    return _("Saved meanwhile by %(person)s, %(when)s") % {"person": author, "when": when}


def other_author(revision: Revision, user: User | None) -> str:
    """Returns who saved it, by the pen name on the story, or "" if this user did."""
    if user is not None and revision.saved_by_id == user.pk:
        return ""
    name = credited_name(revision.chapter.story_id, "saved_by")
    revisions = Revision.objects.filter(pk=revision.pk)
    return revisions.values_list(name, flat=True).first() or _("somebody else")


def short_time(moment: datetime) -> str:
    """Returns "11:14", or the day if it was not today."""
    moment, today = timezone.localtime(moment), timezone.localdate()
    if moment.date() == today:
        return format_time(moment)
    return format_short_day(moment.date(), today.year)
