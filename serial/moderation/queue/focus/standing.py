"""What is known of a commenter: for how long, what became of their comments, sanctions."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from serial.comments.choices import State
from serial.comments.trust import MIN_PUBLISHED, NEWCOMER_PERIOD
from serial.moderation.choices import SanctionKind
from serial.moderation.models import ReviewItem
from serial.moderation.queue.focus.loading import MAX_PAST_COMMENTS
from serial.moderation.queue.json_rows import parse_time


@dataclass(frozen=True)
class SanctionLine:
    """ends_at: None for good."""

    kind: SanctionKind
    starts_at: datetime
    ends_at: datetime | None
    is_in_force: bool


@dataclass(frozen=True)
class Standing:
    """Of a member, or of the guests of an IP hash (`member` is None).

    The counts are of the latest comments; is_capped: there may be more.
    """

    member: User | None
    has_verified_email: bool
    total: int
    published: int
    held: int
    hidden: int
    rejected: int
    is_capped: bool
    sanctions: list[SanctionLine]

    @property
    def is_newcomer(self) -> bool:
        if self.member is None:
            return False
        is_new = self.member.date_joined > timezone.now() - NEWCOMER_PERIOD
        return is_new or self.published < MIN_PUBLISHED


def standing_of(item: ReviewItem) -> Standing | None:
    """Returns None if it is not known who it was."""
    if item.member is not None:
        kind = "member"
    elif item.comment is not None and item.comment.ip_hash_id is not None:
        kind = "guest"
    else:
        return None
    past = getattr(item, f"{kind}_comments")
    states = Counter(row["state"] for row in past)
    return Standing(
        member=item.member,
        has_verified_email=bool(getattr(item, "has_verified_email", False)),
        total=len(past),
        published=states[State.PUBLISHED],
        held=states[State.HELD],
        hidden=states[State.HIDDEN],
        rejected=states[State.REJECTED],
        is_capped=len(past) >= MAX_PAST_COMMENTS,
        sanctions=[_sanction_line(row) for row in getattr(item, f"{kind}_sanctions")],
    )


def _sanction_line(row: dict[str, Any]) -> SanctionLine:
    starts_at = parse_time(row["starts_at"])
    ends_at = parse_time(row["ends_at"]) if row["ends_at"] else None
    now = timezone.now()
    is_running = starts_at <= now and (ends_at is None or ends_at > now)
    return SanctionLine(
        kind=SanctionKind(row["kind"]),
        starts_at=starts_at,
        ends_at=ends_at,
        is_in_force=is_running and row["ended_by"] is None,
    )
