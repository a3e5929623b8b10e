"""The sections of the inbox: what needs approval, what awaits the author, by day, and the rest."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.times.wording import (
    format_short_moment,
    format_time,
    format_time_since,
    format_upcoming_day,
)


@dataclass(frozen=True)
class InboxSection:
    """title: of the section. day: the heading of its part; "" where the section has no days."""

    title: str
    day: str


def section_of(comment: Comment, user: User) -> InboxSection:
    if not comment.awaits_reply_from(user):
        return InboxSection(_("Other comments"), name_day(timezone.localdate(comment.posted_at)))
    if comment.state == State.HELD:
        return InboxSection(_("Need approval"), "")
    day = name_day(timezone.localdate(comment.posted_at))
    return InboxSection(_("Awaiting your reply or like"), day)


def name_day(day: date) -> str:
    today = timezone.localdate()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return format_upcoming_day(day)


def describe_posted(posted_at: datetime, section: InboxSection) -> str:
    """Returns the age of what was posted today; else the time, with the day if no heading does."""
    local = timezone.localtime(posted_at)
    if local.date() == timezone.localdate():
        return format_time_since(posted_at)
    return format_time(local) if section.day else format_short_moment(local)
