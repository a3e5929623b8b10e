"""When a report opens an item that is closed. Otherwise it only counts."""

from serial.moderation.choices import Status
from serial.moderation.models import Report, ReviewItem
from serial.moderation.review.items import update_item
from serial.moderation.review.scores import is_urgent, open_reports, total_weight
from serial.moderation.subjects.base import Subject

# The weight of the open reports at which moderators see something for the first time, and again
# after they decided on it. One report by a newcomer weighs 1, by a trusted member 3.
SHOWN_AT = 1.0
SHOWN_AGAIN_AT = 3.0


def count_report(item: ReviewItem, subject: Subject, report: Report) -> None:
    """Counts a report that was just stored or added to. Thing and item are locked.

    A moderator who has the item open has to look again only if the reason is a new one: many
    reports must not keep them from deciding.
    """
    others = item.reports.exclude(pk=report.pk)
    is_new_reason = not others.filter(reason=report.reason).exists()
    opens = item.is_reported or _opens(item, report, is_new_reason=is_new_reason)
    is_news = is_new_reason or opens != item.is_reported
    update_item(item, subject, is_reported=opens, is_news=is_news)


def _opens(item: ReviewItem, report: Report, *, is_new_reason: bool) -> bool:
    """After a decision: a new revision, a new kind of reason, or enough weight."""
    reports = open_reports(item)
    if is_urgent(reports):
        return True
    last = item.decisions.order_by("-pk").values_list("revision", flat=True).first()
    if last is None:
        return total_weight(reports) >= SHOWN_AT
    if report.weight > 0 and (report.revision > last or is_new_reason):
        return True
    return total_weight(reports) >= SHOWN_AGAIN_AT


def has_open_reports_enough(item: ReviewItem) -> bool:
    """Whether the open reports weigh enough to be seen, when the thing comes back."""
    reports = open_reports(item)
    return item.status == Status.WAITING or total_weight(reports) >= SHOWN_AT
