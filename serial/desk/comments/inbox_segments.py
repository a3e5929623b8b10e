"""The segments of the inbox: links to the comments of each state, with counts."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.choices import State
from serial.comments.latest import CountUpTo
from serial.desk.comments.comment_filters import MENTIONS, OPEN, CommentListQuery, mentioning
from serial.desk.comments.comment_inbox import MAX_COUNTED, posted_before

ALL = ""
LABELS: dict[str, Promise] = {
    OPEN: _("Open"),
    State.HELD: _("Needs approval"),
    ALL: _("All"),
    MENTIONS: _("Mentions"),
    State.HIDDEN: _("Hidden"),
    State.REJECTED: _("Rejected"),
}


@dataclass(frozen=True)
class Segment:
    """count: None if it is not counted."""

    label: Promise
    url: str
    count: int | None
    is_current: bool


def count_comments(user: User, story: int | None, paused_since: datetime | None) -> dict[str, int]:
    """Counts up to MAX_COUNTED in one query, by state. story: None for all stories."""
    comments = posted_before(paused_since).on_stories_of(user).order_by()
    if story is not None:
        comments = comments.filter(story=story)
    counted = {
        OPEN: comments.awaiting_reply_from(user),
        State.HELD: comments.filter(state=State.HELD),
        ALL: comments,
        MENTIONS: mentioning(comments, user),
    }
    columns = {f"count_{n}": CountUpTo(q[:MAX_COUNTED]) for n, q in enumerate(counted.values())}
    counts = User.objects.filter(pk=user.pk).annotate(**columns).values_list(*columns).get()
    return dict(zip(counted, counts, strict=True))


def inbox_segments(query: CommentListQuery, counts: dict[str, int]) -> list[Segment]:
    """Without counts while words are searched, which would have to be counted in every comment."""
    return [
        Segment(
            label=label,
            url=query.with_state(state).url(),
            count=None if query.q else counts.get(state),
            is_current=query.state == state,
        )
        for state, label in LABELS.items()
    ]
