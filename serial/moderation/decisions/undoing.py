"""Undoing a decision with another decision, which refers to it."""

from django.utils.translation import gettext

from accounts.models import User
from serial.comments.changes.base import ActionRefused
from serial.moderation.choices import DecisionKind, ReportOutcome, Status
from serial.moderation.colleagues import check_not_own
from serial.moderation.decisions.actions import mark_decided
from serial.moderation.models import Decision, Report, ReviewItem, Sanction
from serial.moderation.review.items import update_item
from serial.moderation.sanctions.releases import releases_changed
from serial.moderation.subjects.base import Subject


def record_undoing(
    subject: Subject, item: ReviewItem, decision: Decision, by: User | None
) -> Decision:
    """Thing and item are locked, and `decision` was read after that. Raises ActionRefused."""
    if decision.kind == DecisionKind.UNDO:
        raise ActionRefused(gettext("This cannot be undone. Decide again instead."))
    if Decision.objects.filter(undoes=decision).exists():
        raise ActionRefused(gettext("This was already undone."))
    if by is not None:
        check_not_own({decision.member_id, *subject.concerned()}, by)
    applied = subject.restore(decision, by)
    undoing = Decision.objects.create(
        item=item,
        kind=DecisionKind.UNDO,
        by=by,
        revision=subject.revision(),
        before=applied.before,
        after=applied.after,
        action=applied.action,
        member_id=subject.member_id(),
        undoes=decision,
        wave=decision.wave,
    )
    mark_decided(undoing.action)
    for sanction in Sanction.objects.filter(decision=decision, ended_by=None):
        sanction.ended_by = undoing
        sanction.save(update_fields=["ended_by"])
        releases_changed(sanction)
    _reopen(item, subject, decision)
    return undoing


def _reopen(item: ReviewItem, subject: Subject, decision: Decision) -> None:
    """The reports that it judged are open again, and the item waits as long as before."""
    Report.objects.filter(judged_by=decision).update(
        outcome=ReportOutcome.OPEN, judged_at=None, judged_by=None
    )
    item.refresh_from_db()
    update_item(item, subject, is_reported=item.is_reported or decision.was_reported)
    if item.status == Status.WAITING and decision.waited_since is not None:
        item.opened_at = decision.waited_since
        update_item(item, subject, is_reported=item.is_reported, is_news=False)
