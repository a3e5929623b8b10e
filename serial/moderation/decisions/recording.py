"""Making a decision: what it does to the thing, its reports, its item and the person."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext

from accounts.models import User
from serial.bulk_rows import update_rows
from serial.comments.changes.base import ActionRefused
from serial.moderation.choices import DecisionKind, ReportOutcome, Status
from serial.moderation.colleagues import check_not_own
from serial.moderation.decisions.actions import mark_decided
from serial.moderation.decisions.checks import store_later_states
from serial.moderation.decisions.kinds import KINDS, missing_ground
from serial.moderation.models import Decision, Report, ReviewItem, Rule, Wave
from serial.moderation.review.items import update_item
from serial.moderation.sanctions.orders import WARNING, SanctionOrder, give_sanction
from serial.moderation.subjects.base import Subject, Values


class NothingChanged(ActionRefused):
    """Raised if it was decided like this already, and nothing waits."""


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What somebody wants decided.

    words: to the person whom it concerns. note: for colleagues.
    value: what it sets, such as a new rating; which keys, the subject says.
    """

    kind: DecisionKind
    rule: Rule | None = None
    words: str = ""
    note: str = ""
    sanction: SanctionOrder | None = None
    value: Values = field(default_factory=dict)

    def sanction_order(self) -> SanctionOrder | None:
        return self.sanction or (WARNING if self.kind == DecisionKind.WARN else None)


def record_decision(
    subject: Subject,
    item: ReviewItem,
    ruling: Ruling,
    by: User | None,
    *,
    wave: Wave | None = None,
    check_code: str = "",
) -> Decision:
    """Carries out a decision. Thing and item are locked. Raises ActionRefused.

    by: None for a check (`check_code` says which) and for the site itself.
    """
    check_possible(subject, ruling, by)
    decision = new_decision(subject, item, ruling, by, wave=wave, check_code=check_code)
    waits = item.status == Status.WAITING
    applied = subject.apply(ruling.kind, ruling.value, by)
    order = ruling.sanction_order()
    if not (applied.is_change or order or _says_something(ruling, waits=waits)):
        raise NothingChanged(gettext("Nothing changed: this was already decided."))
    decision.before, decision.after = applied.before, applied.after
    # A fingerprint has changed with a rating: what the moderator left is what was decided on.
    decision.revision = subject.revision()
    decision.action = applied.action
    decision.save(force_insert=True)
    mark_decided(decision.action)
    if applied.is_change and applied.action is not None:
        store_later_states([applied.action], {item.comment_id or 0: item})
    if order is not None:
        give_sanction(order, decision, subject)
    _close(item, subject, decision)
    return decision


def new_decision(
    subject: Subject,
    item: ReviewItem,
    ruling: Ruling,
    by: User | None,
    *,
    wave: Wave | None = None,
    check_code: str = "",
) -> Decision:
    """Returns it unsaved, without what it changes."""
    return Decision(
        item=item,
        kind=ruling.kind,
        by=by,
        check_code=check_code,
        revision=subject.revision(),
        waited_since=item.opened_at if item.status == Status.WAITING else None,
        was_reported=item.is_reported,
        rule=ruling.rule,
        words=ruling.words,
        note=ruling.note,
        member_id=subject.member_id(),
        wave=wave,
    )


def _says_something(ruling: Ruling, *, waits: bool) -> bool:
    """Whether a decision that changes nothing is worth recording: it ends the waiting, or is a
    note on what stays held.
    """
    return bool(ruling.note) or (waits and KINDS[ruling.kind].outcome is not None)


def check_possible(subject: Subject, ruling: Ruling, by: User | None) -> None:
    """Raises ActionRefused. What the site itself decides needs no ground."""
    info = KINDS.get(ruling.kind)
    if info is None or subject.kind not in info.subjects:
        raise ActionRefused(gettext("This cannot be decided here."))
    if not subject.is_reviewable():
        raise ActionRefused(subject.gone_message())
    if by is not None:
        check_not_own(subject.concerned(), by)
    ground = {"has_rule": ruling.rule is not None, "has_words": bool(ruling.words)}
    is_public = subject.is_public()
    if by is not None and (problem := missing_ground(ruling.kind, **ground, is_public=is_public)):
        raise ActionRefused(problem)
    if ruling.kind == DecisionKind.NOTE and not ruling.note:
        raise ActionRefused(gettext("Write the note."))
    if ruling.kind == DecisionKind.SANCTION and ruling.sanction is None:
        raise ActionRefused(gettext("Choose a sanction."))


def _close(item: ReviewItem, subject: Subject, decision: Decision) -> None:
    """Judges the open reports. The item still waits if the thing is held."""
    outcome = KINDS[decision.kind].outcome
    if outcome is not None:
        judge_reports(item, decision, outcome)
    update_item(
        item,
        subject,
        is_reported=item.is_reported and outcome is None,
        decided_at=None if decision.kind == DecisionKind.NOTE else decision.created_at,
    )


def judge_reports(item: ReviewItem, decision: Decision, outcome: ReportOutcome) -> None:
    if item.open_report_count:
        item.reports.open().update(
            outcome=outcome, judged_at=decision.created_at, judged_by=decision
        )


def judge_reports_of(decisions: Sequence[Decision]) -> None:
    """Does what `judge_reports` does for each, in two queries, or none without reports."""
    by_item = {decision.item_id: decision for decision in decisions if _judges(decision)}
    reports = list(Report.objects.open().filter(item__in=by_item)) if by_item else []
    for report in reports:
        decision = by_item[report.item_id]
        report.outcome = KINDS[decision.kind].outcome or report.outcome
        report.judged_at, report.judged_by = decision.created_at, decision
    update_rows(reports, ["outcome", "judged_at", "judged_by"])


def _judges(decision: Decision) -> bool:
    return bool(KINDS[decision.kind].outcome and decision.item.open_report_count)
