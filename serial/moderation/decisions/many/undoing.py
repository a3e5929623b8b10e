"""Undoing what was done with many comments at once: what `undo` does for each, with few queries."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from serial.bulk_rows import insert_rows, update_rows
from serial.comments.changes.many import NewState, change_states
from serial.comments.changes.of_comment import StateChange
from serial.comments.choices import State
from serial.comments.models import CommentAction
from serial.moderation.choices import DecisionKind, ReportOutcome
from serial.moderation.colleagues import is_for_colleague, own_message
from serial.moderation.decisions.checks import store_later_states
from serial.moderation.decisions.many.outcomes import Locked, Outcome
from serial.moderation.models import Decision, Report, Sanction
from serial.moderation.review.items import ItemChange, update_items
from serial.moderation.sanctions.releases import releases_changed
from serial.moderation.subjects.comments import ITEM_OBSERVER, CommentSubject, subjects_of


@transaction.atomic
def undo_many(actions: Sequence[CommentAction], by: User | None) -> dict[int, Outcome]:
    """Undoes what a wave did with comments, the decisions included. Returns {comment: outcome}.

    A comment that changed again later is refused, and stays as it is.
    """
    locked = Locked.lock(action.comment_id for action in actions if action.comment_id)
    decisions = _lock_decisions(actions)
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
        elif is_for_colleague({comment.user_id}, by) and (
            comment.pk in decisions or not _is_author(action, by)
        ):
            outcomes[comment.pk] = Outcome(refused=own_message())
        else:
            state = State(action.before["state"])
            changes.append(NewState(comment, state, action, has_decision=comment.pk in decisions))
    # Of an author's act, which has no decisions, the observer changes the items.
    is_decided = all(change.comment.pk in decisions for change in changes)
    without = ITEM_OBSERVER if is_decided else ""
    undoings = change_states(locked.discussions, changes, by, without=without)
    for change, undoing in zip(changes, undoings, strict=True):
        outcomes[change.comment.pk] = Outcome(undoing)
    if is_decided:
        store_later_states(undoings, {pk: decision.item for pk, decision in decisions.items()})
    _undo_decisions(changes, decisions, outcomes, by)
    return outcomes


def _is_author(action: CommentAction, by: User | None) -> bool:
    """Authors may undo what they did with their own comments, without a decision."""
    return by is not None and action.story.is_authored_by(by)


def _lock_decisions(actions: Sequence[CommentAction]) -> dict[int, Decision]:
    """Returns {comment: its decision}, with their items, which are locked. An author's act has
    none.
    """
    rows = Decision.objects.filter(action__in=actions).select_related("item")
    locked = rows.select_for_update(of=("item",), no_key=True).order_by("item_id")
    return {decision.item.comment_id or 0: decision for decision in locked}


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
    changes: Sequence[NewState],
    decisions: Mapping[int, Decision],
    outcomes: Mapping[int, Outcome],
    by: User | None,
) -> None:
    subjects = [
        subject
        for subject in subjects_of([change.comment for change in changes])
        if subject.comment.pk in decisions
    ]
    undoings = [
        _undoing(subject, decisions[subject.comment.pk], outcomes[subject.comment.pk], by)
        for subject in subjects
    ]
    insert_rows(undoings)
    undone = {undoing.undoes_id: undoing for undoing in undoings}
    sanctions = list(Sanction.objects.filter(decision__in=undone, ended_by=None))
    for sanction in sanctions:
        sanction.ended_by = undone[sanction.decision_id]
    update_rows(sanctions, ["ended_by"])
    for sanction in sanctions:
        releases_changed(sanction)
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
        wave_id=decision.wave_id,
    )


def _reopen(subjects: Sequence[CommentSubject], decisions: Mapping[int, Decision]) -> None:
    """The reports that they judged are open again, and the items wait as long as before."""
    undone = [decisions[subject.comment.pk] for subject in subjects]
    judged = Report.objects.filter(judged_by__in=undone)
    judged.update(outcome=ReportOutcome.OPEN, judged_at=None, judged_by=None)
    update_items(
        [
            ItemChange(
                decision.item,
                subject,
                is_reported=decision.item.is_reported or decision.was_reported,
                waited_since=decision.waited_since,
            )
            for subject, decision in zip(subjects, undone, strict=True)
        ]
    )
