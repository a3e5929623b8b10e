"""What raid switches do with a new comment: a check of comments (COMMENT_CHECKS)."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext

from serial.comments.checks import CheckedComment, Finding, hold
from serial.comments.permissions import PostingRefused
from serial.compiled_queries import CompiledTuples, Placeholder
from serial.moderation.models import RaidSwitch
from serial.moderation.models.raid_switch import RaidKind

# Between two comments of the same person.
SLOW_MODE = timedelta(minutes=10)


def raid_switch(checked: CheckedComment) -> Finding | None:
    """Raises PostingRefused: the commenter gets the text back, with what they can do.

    Authors of the story are not affected. An edit can only be held: its comment is there already.
    """
    if checked.is_author:
        return None
    ends = _ends_by_kind(checked.comment.story_id)
    is_new = checked.comment.pk is None
    if is_new and RaidKind.MEMBERS in ends and checked.user is None:
        raise _members_only(ends[RaidKind.MEMBERS])
    if is_new and RaidKind.SLOW in ends and checked.history:
        _refuse_soon_after(checked.history[0].posted_at, ends[RaidKind.SLOW])
    if RaidKind.HOLD_ALL in ends:
        return _held(ends[RaidKind.HOLD_ALL])
    if RaidKind.HOLD_NEW in ends and checked.is_newcomer:
        return _held(ends[RaidKind.HOLD_NEW])
    return None


def _ends_by_kind(story_pk: int) -> dict[str, datetime]:
    """The last end of each kind that is in force here."""
    return dict(_ENDS_ON_STORY.rows(story_pk, timezone.now()))


# Every comment asks.
_ENDS_ON_STORY = CompiledTuples(
    lambda story_id, now: RaidSwitch.objects.in_force(now).on_story(story_id).ends_by_kind(),
    *(Placeholder("story_id"), Placeholder("now")),
)


def _members_only(end: datetime) -> PostingRefused:
    message = gettext(
        "Only members can comment until %(time)s, because of a wave of spam. Sign in, then send "
        "your comment again."
    )
    return PostingRefused("raid-members", message % {"time": _time(end)})


def _refuse_soon_after(last: datetime, end: datetime) -> None:
    free_at = min(last + SLOW_MODE, end)
    if free_at <= timezone.now():
        return
    message = gettext(
        "Until %(end)s everybody can post one comment in %(minutes)d minutes, because of a wave "
        "of spam. You can post this one at %(time)s."
    )
    values = {
        "end": _time(end),
        "minutes": SLOW_MODE.total_seconds() // 60,
        "time": _time(free_at),
    }
    raise PostingRefused("raid-slow", message % values)


def _held(end: datetime) -> Finding:
    message = gettext(
        "Because of a wave of spam, comments are reviewed before they are published, until "
        "%(time)s."
    )
    return hold("raid", message % {"time": _time(end)})


def _time(moment: datetime) -> str:
    return time_format(timezone.localtime(moment))
