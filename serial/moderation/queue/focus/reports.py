"""The reports on an item, each with the record of its reporter."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from serial.moderation.choices import URGENT_REASONS, Reason, ReportOutcome
from serial.moderation.models import ReviewItem
from serial.moderation.queue.json_rows import parse_time
from serial.moderation.review.weights import MIN_JUDGED


@dataclass(frozen=True)
class ReportLine:
    """reporter: a username; "" for guests and deleted accounts.

    record: how often they were right. is_of_former_text: the text was edited since.
    """

    reason: Reason
    words: str
    reporter: str
    record: str
    received_at: datetime
    is_open: bool
    is_of_former_text: bool

    @property
    def is_urgent(self) -> bool:
        return self.is_open and self.reason in URGENT_REASONS


def report_lines(item: ReviewItem) -> list[ReportLine]:
    return [
        ReportLine(
            reason=Reason(row["reason"]),
            words=row["words"],
            reporter=row["reporter"] or "",
            record=_record(row["right"], row["judged"]),
            received_at=parse_time(row["received_at"]),
            is_open=row["outcome"] == ReportOutcome.OPEN,
            # Of what is not a comment, the revision is a fingerprint.
            is_of_former_text=row["revision"] != item.revision,
        )
        for row in getattr(item, "reports_json", [])
    ]


def _record(right: int, judged: int) -> str:
    if judged <= MIN_JUDGED:
        return gettext("no record yet")
    return gettext("right %(right)d of %(judged)d") % {"right": right, "judged": judged}
