"""Counts the figures of a month from the records. A million decisions take some seconds, so a job
does this, and the page adds up what it stored.
"""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone

from serial.comments.models import Comment, CommentAction
from serial.moderation.choices import DecisionKind
from serial.moderation.figures.counts import AUTHOR, CHECK, MODERATOR, Counts, Times, round_minutes
from serial.moderation.log.sources import KIND_OF_STATE
from serial.moderation.models import Appeal, Decision, Report
from serial.times.months import add_months

Rows = QuerySet[Any, Any]
ROWS_PER_READ = 2_000


def count_month(month: date) -> Counts:
    """Undone decisions are left out. Comments and what authors did are deleted with a story: see
    `Counts.keep_deleted`.
    """
    begin, end = _midnight(month), _midnight(add_months(month, 1))

    def in_month(rows: Rows, name: str) -> Rows:
        return rows.filter(**{f"{name}__gte": begin, f"{name}__lt": end}).order_by()

    decisions = in_month(Decision.objects.in_force(), "created_at")
    appeals = in_month(Appeal.objects.all(), "made_at")
    actions = in_month(CommentAction.objects.by_others(), "created_at")
    reports = in_month(Report.objects.all(), "received_at")
    counts = Counts(comments=in_month(Comment.objects.all(), "posted_at").count())
    counts.reports.update(_count(reports, "reason", "outcome"))
    counts.decisions.update(_count_decisions(decisions))
    by_authors = actions.filter(decision=None, undoes=None, by__isnull=False)
    counts.decisions.update(_count_authors(by_authors))
    counts.undone.update(_count_authors(by_authors.exclude(undone_by=None)))
    counts.appeals.update(_count(appeals, "status"))
    counts.checks.update(_count_checks(decisions.filter(by=None).exclude(check_code="")))
    waited = decisions.exclude(by=None).exclude(waited_since=None)
    counts.waiting = _times(waited, "waited_since", "created_at")
    counts.answering = _times(appeals.exclude(answered_at=None), "made_at", "answered_at")
    return counts


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _count(rows: Rows, *names: str) -> dict[str, int]:
    """Returns {the values, joined by a space: how many rows have them}."""
    found = rows.values_list(*names).annotate(n=Count("pk"))
    return {" ".join(map(str, values)): n for *values, n in found}


def _count_decisions(decisions: Rows) -> dict[str, int]:
    """By kind and cause. A sanction counts by its own kind."""
    given = Q(kind=DecisionKind.SANCTION) & ~Q(sanction=None)
    counts = {}
    for cause, rows in (
        (MODERATOR, decisions.filter(check_code="")),
        (CHECK, decisions.exclude(check_code="")),
    ):
        counts.update(_with_cause(_count(rows.exclude(given), "kind"), cause))
        counts.update(_with_cause(_count(rows.filter(given), "sanction__kind"), cause))
    return counts


def _count_authors(actions: Rows) -> dict[str, int]:
    """What authors of stories did to comments."""
    states = actions.filter(kind=CommentAction.Kind.STATE).annotate(state=KT("after__state"))
    kinds = {KIND_OF_STATE[state]: n for state, n in _count(states, "state").items()}
    return _with_cause({str(kind): n for kind, n in kinds.items()}, AUTHOR)


def _with_cause(counts: dict[str, int], cause: str) -> dict[str, int]:
    return {f"{kind} {cause}": n for kind, n in counts.items()}


def _count_checks(decisions: Rows) -> dict[str, int]:
    """By the check, and the state that the last person to decide about it left the comment in."""
    return _count(decisions, "check_code", "later_state")


def _times(rows: Rows, since: str, until: str) -> Times:
    both = rows.values_list(since, until).iterator(chunk_size=ROWS_PER_READ)
    return Times(round_minutes((end - begin).total_seconds()) for begin, end in both)
