"""Reporting something to the moderators: the one way, for members and guests."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.moderation.choices import URGENT_REASONS, Reason, ReportOutcome
from serial.moderation.decisions.reports import receive_report
from serial.moderation.models import Report, ReviewItem
from serial.moderation.models.report import WORDS_MAX_LENGTH
from serial.moderation.review.items import item_for, lock_item
from serial.moderation.review.weights import weight_of
from serial.moderation.subjects.base import Subject
from serial.moderation.subjects.registry import lock_subject
from serial.web.ip_hash import hash_ip
from serial.web.public_forms.submission import LIMITS, LIMITS_OF_ALL, check_limits
from serial.web.rate_limits import RateLimit

# What somebody adds to a report makes no row that could be counted.
ADDITIONS = RateLimit("report-additions", units=5, seconds=3_600)
# Of a member. Somebody who cleans up after a wave of spam reports more than a guest may.
MEMBER_LIMITS = {timedelta(minutes=10): 20, timedelta(days=1): 100}


@dataclass(frozen=True, kw_only=True)
class NewReport:
    """What somebody says. A guest has an `ip` instead of `reporter`; "" if it is not known.

    revision: the one that they saw.
    """

    reason: Reason
    words: str = ""
    reporter: User | None = None
    ip: str = ""
    revision: int = 0
    name: str = ""
    email: str = ""
    is_stated_true: bool = False

    def ip_hash(self) -> str:
        return hash_ip(self.ip, "reports") if self.ip and self.reporter is None else ""


@transaction.atomic
def report(subject: Subject, new: NewReport) -> tuple[Report, bool]:
    """Stores a report, or adds it to the one that the same person sent before.

    Returns it, and whether it was added. Raises TooManyRequests.
    """
    _check_limits(new)
    item = item_for(subject)
    locked_subject = lock_subject(item)
    item = lock_item(item.pk)
    earlier = _earlier_report(item, new)
    former_reason = earlier.reason if earlier else ""
    stored = earlier or Report(item=item, reporter=new.reporter, ip_hash=new.ip_hash())
    if earlier is None:
        stored.reason, stored.words, stored.revision = new.reason, new.words, new.revision
    else:
        _add(stored, new)
    # Of guests on one network, the first is told what comes of it.
    stored.name, stored.email = stored.name or new.name, stored.email or new.email
    stored.is_stated_true = new.is_stated_true or stored.is_stated_true
    stored.weight = weight_of(new.reporter, concerns=locked_subject.member_id())
    stored.save()
    if stored.outcome == ReportOutcome.OPEN:
        receive_report(item, locked_subject, stored, former_reason)
    return stored, earlier is not None


def _earlier_report(item: ReviewItem, new: NewReport) -> Report | None:
    reports = Report.objects.filter(item=item)
    if new.reporter is not None:
        return reports.filter(reporter=new.reporter).first()
    ip_hash = new.ip_hash()
    return reports.filter(reporter=None, ip_hash=ip_hash).first() if ip_hash else None


def _add(stored: Report, new: NewReport) -> None:
    """A judged report is open again only if it says something new: it counts in their record."""
    ADDITIONS.count(str(stored.pk))
    is_news = (new.reason, new.revision) != (stored.reason, stored.revision)
    if is_news and stored.outcome != ReportOutcome.OPEN:
        stored.outcome, stored.judged_at, stored.judged_by = ReportOutcome.OPEN, None, None
    if stored.reason not in URGENT_REASONS:
        stored.reason = new.reason
    if new.words not in stored.words:
        stored.words = f"{stored.words}\n\n{new.words}".strip()[:WORDS_MAX_LENGTH]
    stored.revision, stored.added_at = new.revision, timezone.now()


def _check_limits(new: NewReport) -> None:
    """Not exact: reports that are sent at the same moment may all be the last one allowed."""
    if new.reporter is not None:
        check_limits(Report.objects.filter(reporter=new.reporter), MEMBER_LIMITS)
        return
    of_network = Report.objects.filter(reporter=None, ip_hash=new.ip_hash())
    check_limits(of_network, LIMITS if new.ip else LIMITS_OF_ALL)
