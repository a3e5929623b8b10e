"""Holds comments for what their commenter posted before: too few, too many, many rejected."""

from datetime import timedelta

from django.utils.translation import gettext, ngettext

from serial.comments.checks import CheckedComment, Finding, hold
from serial.comments.choices import State
from serial.moderation.check_settings.content import Pace
from serial.moderation.check_settings.reading import settings_for

HOUR = timedelta(hours=1)
AGAINST = (State.REJECTED, State.HIDDEN)


def first_comments(checked: CheckedComment) -> Finding | None:
    limit = settings_for(checked).limits.first_comments
    if not limit.is_on or checked.is_author or _published(checked) >= limit.approved:
        return None
    message = ngettext(
        "The first comment of everybody is reviewed before it is published.",
        "Comments are reviewed until %(n)d of them are published.",
        limit.approved,
    )
    return hold("first-comments", message % {"n": limit.approved})


def pace(checked: CheckedComment) -> Finding | None:
    limit = settings_for(checked).limits.pace
    if not limit.is_on or checked.is_author:
        return None
    since = checked.comment.posted_at - HOUR
    recent = sum(past.posted_at > since for past in checked.history)
    allowed = allowed_in_an_hour(limit, _published(checked))
    if recent < allowed:
        return None
    message = ngettext(
        "More than %(n)d comment in an hour is reviewed before it is published.",
        "More than %(n)d comments in an hour are reviewed before they are published.",
        allowed,
    )
    return hold("pace", message % {"n": allowed})


def allowed_in_an_hour(limit: Pace, published: int) -> int:
    return max(
        limit.at_first, min(limit.at_most, limit.at_first + published * limit.for_each_ten // 10)
    )


def recent_rejections(checked: CheckedComment) -> Finding | None:
    limit = settings_for(checked).limits.rejections
    if not limit.is_on or checked.is_author:
        return None
    since = checked.comment.posted_at - timedelta(days=limit.days)
    against = [past for past in checked.history if past.posted_at > since and past.state in AGAINST]
    if len(against) < limit.rejected:
        return None
    message = gettext(
        "%(n)d of your comments were rejected or hidden in the last %(days)d days, so this one is "
        "reviewed before it is published."
    )
    return hold("rejections", message % {"n": len(against), "days": limit.days})


def _published(checked: CheckedComment) -> int:
    return sum(past.state == State.PUBLISHED for past in checked.history)
