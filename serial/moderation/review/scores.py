"""How soon a review item is looked at: points, in parts that the queue shows.

`score` orders the queue. As an item gains the same points in every hour, it is stored as of one
moment (EPOCH), and the order stays right while all items age.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from math import log2
from typing import NamedTuple

from django.utils import timezone

from serial.compiled_queries import CompiledTuples, InIds, Placeholder
from serial.moderation.choices import URGENT_REASONS, Reason
from serial.moderation.models import Report, ReviewItem
from serial.moderation.subjects.base import Subject

Parts = dict[str, float]
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)

# Of one report by a guest or a newcomer, and of one finding.
POINTS_PER_WEIGHT = 10
POINTS_PER_FINDING = 10
# Ten people who see it count 7, a thousand 20.
POINTS_PER_DOUBLING = 2
# After ten hours something small is as urgent as a report.
POINTS_PER_HOUR = 1
# What the gravest reason adds. Those not named here add nothing.
SEVERITY = {
    Reason.THREAT: 60,
    Reason.SELF_HARM: 60,
    Reason.ILLEGAL: 40,
    Reason.HATE: 30,
    Reason.HARASSMENT: 20,
    Reason.SPAM: 10,
    Reason.COPYRIGHT: 10,
}


class OpenReport(NamedTuple):
    reason: str
    weight: float


def open_reports(item: ReviewItem) -> list[OpenReport]:
    return open_reports_of([item])[item.pk]


def open_reports_of(items: Collection[ReviewItem]) -> dict[int, list[OpenReport]]:
    """Returns {item: its open reports}, for all items, in one query."""
    found: dict[int, list[OpenReport]] = {item.pk: [] for item in items}
    for item, reason, weight in _OPEN_REPORTS.rows(list(found)) if found else ():
        found[item].append(OpenReport(reason, weight))
    return found


# Every report and every decision asks.
_OPEN_REPORTS = CompiledTuples(
    lambda item_ids: (
        Report.objects.open()
        .filter(InIds("item", item_ids))
        .order_by("pk")
        .values_list("item", "reason", "weight")
    ),
    Placeholder("item_ids"),
)


def total_weight(reports: Sequence[OpenReport]) -> float:
    return sum(report.weight for report in reports)


def is_urgent(reports: Sequence[OpenReport]) -> bool:
    return any(report.reason in URGENT_REASONS and report.weight > 0 for report in reports)


def score_parts(subject: Subject, reports: Sequence[OpenReport]) -> Parts:
    """Returns the parts that have points, without the age."""
    gravest = max((SEVERITY.get(Reason(report.reason), 0) for report in reports), default=0)
    parts = {
        "findings": subject.finding_count() * POINTS_PER_FINDING,
        "reports": total_weight(reports) * POINTS_PER_WEIGHT,
        "severity": gravest,
        "reach": log2(1 + subject.reach()) * POINTS_PER_DOUBLING,
    }
    return {name: round(points, 1) for name, points in parts.items() if points}


def stored_score(parts: Parts, opened_at: datetime) -> float:
    """Returns the points that an item of this age would have had at EPOCH."""
    return sum(parts.values()) - (opened_at - EPOCH) / HOUR * POINTS_PER_HOUR


def parts_now(item: ReviewItem) -> Parts:
    """Returns all parts of the points that an item has now, with its age; their sum is shown."""
    age = (timezone.now() - item.opened_at) / HOUR * POINTS_PER_HOUR
    return {**item.score_parts, "age": round(age, 1)}


def points_now(item: ReviewItem) -> int:
    return round(sum(parts_now(item).values()))
