"""How much a report counts: by who reports, and how often they were right before.

The formula is the one of Discourse: max(0, 1 + trust + accuracy).
"""

from math import log

from django.db.models import Count, Q

from accounts.models import User
from serial.comments.rate_limits import posting_history
from serial.comments.trust import is_newcomer, is_trusted
from serial.moderation.choices import ReportOutcome
from serial.moderation.models import Report

# With so few judged reports nobody is called right or wrong.
MIN_JUDGED = 5
# The share of right reports that counts for nothing: more is a bonus, fewer a malus.
FAIR_SHARE = 0.7
ACCURACY_FACTOR = 5
# Newcomers and guests have no trust.
MEMBER_TRUST, TRUSTED_TRUST, MODERATOR_TRUST = 1, 2, 5


def weight_of(reporter: User | None, *, concerns: int | None) -> float:
    """Returns the weight of a new report. `concerns`: the member whom it is about.

    A report on oneself counts for nothing.
    """
    if reporter is None:
        return 1.0
    if reporter.pk == concerns:
        return 0.0
    return max(0.0, 1 + _trust_of(reporter) + accuracy_of(reporter))


def is_by_newcomer(reporter: User | None) -> bool:
    return is_newcomer(reporter, posting_history(reporter))


def accuracy_of(reporter: User) -> float:
    """Of all their judged reports, except those on themselves."""
    right, judged = record_of(reporter)
    return accuracy(right, judged)


def record_of(reporter: User) -> tuple[int, int]:
    """Returns how many of their reports were right, and how many were judged."""
    reports = Report.objects.filter(reporter=reporter).judged().exclude(item__member=reporter)
    upheld = Count("pk", filter=Q(outcome=ReportOutcome.UPHELD))
    counts = reports.order_by().aggregate(right=upheld, judged=Count("pk"))
    return counts["right"], counts["judged"]


def accuracy(right: int, judged: int) -> float:
    """Returns 0 up to MIN_JUDGED, then s * ACCURACY_FACTOR * log4(judged).

    s rises in a line from 0 at FAIR_SHARE to 1 at 100 %, and falls to -1 at 0 %.
    """
    if judged <= MIN_JUDGED:
        return 0.0
    distance = right / judged - FAIR_SHARE
    slope = distance / (1 - FAIR_SHARE) if distance > 0 else distance / FAIR_SHARE
    return slope * ACCURACY_FACTOR * log(judged, 4)


def _trust_of(reporter: User) -> int:
    if reporter.is_moderator():
        return MODERATOR_TRUST
    history = posting_history(reporter)
    if is_newcomer(reporter, history):
        return 0
    return TRUSTED_TRUST if is_trusted(history) else MEMBER_TRUST
