"""What a report does: it counts, may open the item, and may hold a comment."""

from serial.moderation.choices import DecisionKind
from serial.moderation.decisions.recording import Ruling, record_decision
from serial.moderation.models import Report, ReviewItem
from serial.moderation.review.opening import count_report, is_hidden_by_reports
from serial.moderation.subjects.base import Subject
from serial.moderation.subjects.comments import CommentSubject

# As the code of the check that held the comment.
REPORTS_CODE = "reports"


def receive_report(
    item: ReviewItem, subject: Subject, report: Report, former_reason: str = ""
) -> None:
    """Call this in the transaction that stored the report, or added to it.

    former_reason: of the report that was added to. Thing and item are locked.
    """
    count_report(item, subject, report, former_reason)
    if _is_public_comment(subject) and is_hidden_by_reports(item, subject.revision()):
        hold = Ruling(kind=DecisionKind.HOLD)
        record_decision(subject, item, hold, None, check_code=REPORTS_CODE)


def _is_public_comment(subject: Subject) -> bool:
    return isinstance(subject, CommentSubject) and subject.comment.is_published()
