"""What stands around the item in focus: counts of the tabs, urgent reports, the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from serial.compiled_queries import CompiledTuples, Placeholder
from serial.moderation.choices import URGENT_REASONS, AppealStatus, Reason
from serial.moderation.models import Appeal, Report, ReviewItem, Rule
from serial.moderation.queue.json_rows import CountUpTo, JsonRows, parse_time

# More are shown as "9,999+".
MAX_COUNTED = 10_000
# In the order of Counts.
_COUNT_COLUMNS = ("held_count", "reported_count", "appeal_count", "urgent_count")
FRAME_COLUMNS = (*_COUNT_COLUMNS, "urgent_json", "rules_json")


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
    (row,) = _COUNTS.rows(user.pk)
    return Counts(*row)


def load_urgent(user: User) -> tuple[Counts, UrgentItem | None]:
    """Returns the counts too. One query."""
    (row,) = _URGENT.rows(user.pk)
    *counts, urgent = row
    return Counts(*counts), _urgent(urgent)


def frame_of(columns: Mapping[str, Any]) -> Frame:
    """Takes the values of FRAME_COLUMNS."""
    rules = [
        RuleChoice(found["id"], found["number"], found["title"], found["words"])
        for found in columns["rules_json"]
    ]
    counts = Counts(*(columns[name] for name in _COUNT_COLUMNS))
    return Frame(counts, _urgent(columns["urgent_json"]), rules)


def frame_columns() -> dict[str, Subquery]:
    """Of a query that has one row, to which it attaches them."""
    rules = Rule.objects.filter(is_in_force=True).order_by("number")
    fields = {name: name for name in ("id", "number", "title", "words")}
    return {
        **_count_columns(),
        "urgent_json": _first_urgent(),
        "rules_json": JsonRows(rules, **fields),
    }


def _count_columns() -> dict[str, Subquery]:
    items = ReviewItem.objects.all()
    waiting = (
        items.held(),
        items.reported(),
        Appeal.objects.filter(status=AppealStatus.WAITING),
        items.reported().filter(is_urgent=True),
    )
    columns = (CountUpTo(rows, MAX_COUNTED) for rows in waiting)
    return dict(zip(_COUNT_COLUMNS, columns, strict=True))


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


def _of_user(user: Placeholder, columns: Mapping[str, Subquery]) -> "QuerySet[Any, Any]":
    """The columns, as a query that has one row."""
    return User.objects.filter(pk=user).annotate(**columns).order_by().values_list(*columns)


_COUNTS: CompiledTuples[Any] = CompiledTuples(
    lambda user: _of_user(user, _count_columns()), Placeholder("user_id")
)
_URGENT: CompiledTuples[Any] = CompiledTuples(
    lambda user: _of_user(user, _count_columns() | {"urgent_json": _first_urgent()}),
    Placeholder("user_id"),
)
