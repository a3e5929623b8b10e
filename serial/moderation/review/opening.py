"""When a report opens an item that is closed. Otherwise it only counts."""

from django.conf import settings

from serial.moderation.choices import Status
from serial.moderation.models import Report, ReviewItem
from serial.moderation.review.items import update_item
from serial.moderation.review.scores import is_urgent, open_reports, total_weight
from serial.moderation.review.weights import is_by_newcomer
from serial.moderation.subjects.base import Subject

# The weight at which moderators see something again after they decided on it. One report by a
# newcomer weighs 1, by a trusted member 3.
SHOWN_AGAIN_AT = 3.0
# The share of `hidden_at` that newcomers and guests can reach together.
NEWCOMERS_SHARE = 0.5
# Whose history is read, two queries for each: those who weigh most.
MAX_REPORTERS = 30


def hidden_at() -> float:
    """The weight at which a comment is held: never below the one at which moderators see it."""
    return float(max(settings.REPORTS_HIDDEN_AT, settings.REPORTS_SHOWN_AT, SHOWN_AGAIN_AT))


def count_report(
    item: ReviewItem, subject: Subject, report: Report, former_reason: str = ""
) -> None:
    """Counts a report that was just stored or added to. Thing and item are locked.

    A moderator who has the item open has to look again only if the reason is a new one: many
    reports must not keep them from deciding.
    """
    others = item.reports.exclude(pk=report.pk)
    is_known = report.reason == former_reason or others.filter(reason=report.reason).exists()
    is_new_reason = not is_known
    opens = item.is_reported or _opens(item, subject, report, is_new_reason=is_new_reason)
    is_news = is_new_reason or opens != item.is_reported
    update_item(item, subject, is_reported=opens, is_news=is_news)


def _opens(item: ReviewItem, subject: Subject, report: Report, *, is_new_reason: bool) -> bool:
    """After a decision: a new revision, a new kind of reason, or enough weight."""
    reports = open_reports(item)
    if is_urgent(reports):
        return True
    last = item.decisions.order_by("-pk").values_list("revision", flat=True).first()
    if last is None:
        return total_weight(reports) >= settings.REPORTS_SHOWN_AT
    if report.weight > 0 and (subject.is_later(report.revision, last) or is_new_reason):
        return True
    return total_weight(reports) >= SHOWN_AGAIN_AT


def has_open_reports_enough(item: ReviewItem) -> bool:
    """Whether the open reports weigh enough to be seen, when the thing comes back."""
    reports = open_reports(item)
    return item.status == Status.WAITING or total_weight(reports) >= settings.REPORTS_SHOWN_AT


def is_hidden_by_reports(item: ReviewItem, revision: int) -> bool:
    """Whether the open reports weigh enough to hold a comment until a moderator decides.

    Newcomers and guests cannot do it alone, and nobody can after a moderator saw this revision.
    """
    if total_weight(open_reports(item)) < hidden_at():
        return False
    reports = item.reports.open().order_by("-weight").select_related("reporter")
    by_newcomers = by_others = 0.0
    for report in reports[:MAX_REPORTERS]:
        if is_by_newcomer(report.reporter):
            by_newcomers += report.weight
        else:
            by_others += report.weight
    if by_others + min(by_newcomers, hidden_at() * NEWCOMERS_SHARE) < hidden_at():
        return False
    return not item.decisions.exclude(by=None).filter(revision=revision).exists()
