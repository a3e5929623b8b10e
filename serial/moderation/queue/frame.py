"""What stands around the item in focus: counts of the tabs, urgent reports, the rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from accounts.models import User
from serial.moderation.choices import URGENT_REASONS, AppealStatus, Reason
from serial.moderation.models import Appeal, Report, ReviewItem, Rule
from serial.moderation.queue.json_rows import CountUpTo, JsonRows, parse_time

# More are shown as "9,999+".
MAX_COUNTED = 10_000


@dataclass(frozen=True)
class Counts:
    """Each is at most MAX_COUNTED."""

    held: int
    reported: int
    appeals: int
    urgent: int


@dataclass(frozen=True)
class UrgentItem:
    """The first of the urgent items."""

    pk: int
    reason: Reason
    received_at: datetime


@dataclass(frozen=True)
class RuleChoice:
    """number: what everybody reads, and the key in the queue."""

    pk: int
    number: int
    title: str
    words: str


@dataclass(frozen=True)
class Frame:
    counts: Counts
    urgent: UrgentItem | None
    rules: list[RuleChoice]


def load_counts(user: User) -> Counts:
    return _counts(User.objects.annotate(**_count_columns()).get(pk=user.pk))


def load_frame(user: User) -> Frame:
    """One query. It reads the row of the moderator, to which everything else is attached."""
    row = User.objects.annotate(
        **_count_columns(),
        urgent_json=_first_urgent(),
        rules_json=JsonRows(
            Rule.objects.filter(is_in_force=True).order_by("number"),
            **{name: name for name in ("id", "number", "title", "words")},
        ),
    ).get(pk=user.pk)
    rules = [
        RuleChoice(found["id"], found["number"], found["title"], found["words"])
        for found in getattr(row, "rules_json", [])
    ]
    return Frame(_counts(row), _urgent(getattr(row, "urgent_json", [])), rules)


def _count_columns() -> dict[str, CountUpTo]:
    items = ReviewItem.objects.all()
    waiting = {
        "held_count": items.held(),
        "reported_count": items.reported(),
        "urgent_count": items.reported().filter(is_urgent=True),
        "appeal_count": Appeal.objects.filter(status=AppealStatus.WAITING),
    }
    return {name: CountUpTo(rows, MAX_COUNTED) for name, rows in waiting.items()}


def _counts(row: User) -> Counts:
    names = ("held_count", "reported_count", "appeal_count", "urgent_count")
    return Counts(*(getattr(row, name) for name in names))


def _first_urgent() -> JsonRows:
    reports = Report.objects.open().filter(item=OuterRef("pk"), reason__in=URGENT_REASONS)
    latest = reports.order_by("-received_at")[:1]
    items = ReviewItem.objects.reported().filter(is_urgent=True).most_urgent_first()[:1]
    return JsonRows(
        items,
        id="pk",
        reason=Subquery(latest.values("reason")),
        received_at=Subquery(latest.values("received_at")),
    )


def _urgent(rows: list[dict[str, Any]]) -> UrgentItem | None:
    # Without a report, an item is only urgent for a moment.
    for row in rows:
        if row["reason"]:
            return UrgentItem(row["id"], Reason(row["reason"]), parse_time(row["received_at"]))
    return None
