"""Undoing what was done with many comments at once: what `undo` does for each, with few queries."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.changes.many import NewState, change_states
from serial.comments.changes.of_comment import StateChange
from serial.comments.choices import State
from serial.comments.models import CommentAction
from serial.moderation.choices import DecisionKind, ReportOutcome
from serial.moderation.colleagues import is_for_colleague, own_message
from serial.moderation.decisions.many.outcomes import Locked, Outcome
from serial.moderation.models import Decision, Report, ReviewItem, Sanction
from serial.moderation.review.items import ItemChange, update_items
from serial.moderation.subjects.comments import CommentSubject, subjects_of


@transaction.atomic
def undo_many(actions: Sequence[CommentAction], by: User | None) -> dict[int, Outcome]:
    """Undoes what a wave did with comments, the decisions included. Returns {comment: outcome}.

    A comment that changed again later is refused, and stays as it is.
    """
    locked = Locked.lock(action.comment_id for action in actions if action.comment_id)
    undone = set(CommentAction.objects.filter(undoes__in=actions).values_list("undoes", flat=True))
    latest = _latest_changes(locked)
    outcomes: dict[int, Outcome] = {}
    changes = []
    for action in actions:
        comment = locked.comments[action.comment_id or 0]
        if action.pk in undone:
            outcomes[comment.pk] = Outcome(refused=gettext("Undone already."))
        elif comment.state != action.after["state"] or latest.get(comment.pk, 0) > action.pk:
            outcomes[comment.pk] = Outcome(refused=gettext("Changed again later."))
        elif is_for_colleague({comment.user_id}, by) and not _is_of_author(action, by):
            outcomes[comment.pk] = Outcome(refused=own_message())
        else:
            changes.append(NewState(comment, State(action.before["state"]), undoes=action))
    for change, undoing in zip(
        changes, change_states(locked.discussions, changes, by), strict=True
    ):
        outcomes[change.comment.pk] = Outcome(undoing)
    _undo_decisions(changes, outcomes, by)
    return outcomes


def _is_of_author(action: CommentAction, by: User | None) -> bool:
    """Authors may undo what they did with their own comments, without a decision."""
    is_decided = Decision.objects.filter(action=action).exists()
    return not is_decided and by is not None and action.story.is_authored_by(by)


def _latest_changes(locked: Locked) -> dict[int | None, int]:
    """Returns {comment: the last change of its state that stands}."""
    states = CommentAction.objects.filter(comment__in=locked.comments, kind=StateChange.kind)
    # All of them: PostgreSQL would look for those that stand among all actions of the site.
    columns = ("pk", "comment", "undoes", "before", "after")
    actions = list(states.order_by("pk").values_list(*columns))
    undone = {undoes for _pk, _comment, undoes, _before, _after in actions}
    return {
        comment: pk
        for pk, comment, undoes, before, after in actions
        if undoes is None and pk not in undone and before != after
    }


def _undo_decisions(
    changes: Sequence[NewState], outcomes: Mapping[int, Outcome], by: User | None
) -> None:
    undone_actions = [change.undoes for change in changes]
    rows = Decision.objects.filter(action__in=undone_actions).select_related("wave")
    decisions = {decision.item.comment_id: decision for decision in rows.select_related("item")}
    subjects = [
        subject
        for subject in subjects_of([change.comment for change in changes])
        if subject.comment.pk in decisions
    ]
    undoings = [
        _undoing(subject, decisions[subject.comment.pk], outcomes[subject.comment.pk], by)
        for subject in subjects
    ]
    Decision.objects.bulk_create(undoings)
    sanctions = Sanction.objects.filter(decision__in=decisions.values(), ended_by=None)
    endings = {undoing.undoes_id: undoing for undoing in undoings}
    for sanction in sanctions:
        sanction.ended_by = endings[sanction.decision_id]
        sanction.save(update_fields=["ended_by"])
    _reopen(subjects, decisions)


def _undoing(
    subject: CommentSubject, decision: Decision, outcome: Outcome, by: User | None
) -> Decision:
    return Decision(
        item=decision.item,
        kind=DecisionKind.UNDO,
        by=by,
        revision=subject.revision(),
        before=decision.after,
        after=decision.before,
        action=outcome.action,
        member_id=subject.member_id(),
        undoes=decision,
        wave=decision.wave,
    )


def _reopen(subjects: Sequence[CommentSubject], decisions: Mapping[int | None, Decision]) -> None:
    """The reports that they judged are open again, and the items wait as long as before."""
    judged = Report.objects.filter(judged_by__in=decisions.values())
    judged.update(outcome=ReportOutcome.OPEN, judged_at=None, judged_by=None)
    items = ReviewItem.objects.in_bulk([decision.item_id for decision in decisions.values()])
    changes = []
    for subject in subjects:
        decision = decisions[subject.comment.pk]
        item = items[decision.item_id]
        is_reported = item.is_reported or decision.was_reported
        since = decision.waited_since
        changes.append(ItemChange(item, subject, is_reported=is_reported, waited_since=since))
    update_items(changes)
