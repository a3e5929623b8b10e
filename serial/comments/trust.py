"""Who is an author of the story, who is a newcomer, and who is trusted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.comments.choices import UNDER_REVIEW, State
from serial.comments.rate_limits import PastComment
from serial.compiled_queries import CompiledRelatedQuery, Placeholder, UserPlaceholder
from serial.stories.models import Credit

# Long enough to make accounts useless for advertising.
NEWCOMER_PERIOD = timedelta(days=7)
MIN_PUBLISHED = 3
# Older moderation decisions no longer count against a member.
TRUST_LOOKBACK = timedelta(days=90)


def pen_name_for(chapter: Chapter, user: User | None) -> PenName | None:
    """Returns the pen name under which this user is credited on the story, or None."""
    if user is None:
        return None
    credit = _FIRST_CREDIT.first(user, chapter.story_id)
    return credit.pen_name if credit else None


# Every post of a member asks.
_FIRST_CREDIT = CompiledRelatedQuery(
    lambda user, story_id: (
        Credit.objects.accepted_for(user)
        .filter(story=story_id)
        .select_related("pen_name")
        .order_by("position", "pk")[:1]
    ),
    *(UserPlaceholder("user"), Placeholder("story_id")),
)


def is_newcomer(
    user: User | None, history: Sequence[PastComment], at: datetime | None = None
) -> bool:
    """Guests, and members until NEWCOMER_PERIOD is over and they have MIN_PUBLISHED comments.

    at: when they are judged, with the history until then; None: until the present.
    """
    if user is None or user.date_joined > (at or timezone.now()) - NEWCOMER_PERIOD:
        return True
    return sum(past.state == State.PUBLISHED for past in history) < MIN_PUBLISHED


def is_trusted(history: Sequence[PastComment], at: datetime | None = None) -> bool:
    """For members who are not newcomers: no recent comment is held, hidden or rejected."""
    since = (at or timezone.now()) - TRUST_LOOKBACK
    return not any(past.state in UNDER_REVIEW for past in history if past.posted_at > since)
