"""Changing the states of many comments at once, with few queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from serial.bulk_rows import insert_rows
from serial.comments.changes.of_comment import StateChange
from serial.comments.choices import State
from serial.comments.counters import count_alone, is_alone, save_counters_of, set_state
from serial.comments.models import Comment, CommentAction, Discussion
from serial.comments.observers import notify_of_many


@dataclass(frozen=True)
class NewState:
    """comment: read while its discussion was locked. undoes: the action that this undoes.

    has_decision: as of CommentAction. The decision is stored in the same transaction.
    """

    comment: Comment
    state: State
    undoes: CommentAction | None = None
    has_decision: bool = False


def change_states(
    discussions: Mapping[int, Discussion],
    changes: Sequence[NewState],
    by: User | None,
    *,
    without: str = "",
) -> list[CommentAction]:
    """Does what `StateChange.apply` does for each comment, and returns an action for each.

    discussions: of all these comments, locked, by chapter. The states are new ones, and none is
    a deleted one, neither before nor after. without: as for `notify_of_many`.
    """
    now = timezone.now()
    actions = [_action(change, by) for change in changes]
    alone = [change for change in changes if is_alone(change.comment)]
    others = [change for change in changes if not is_alone(change.comment)]
    for change in alone:
        change.comment.state_changed_at = now
        count_alone(discussions[change.comment.chapter_id], change.comment, change.state)
    _save_states(alone)
    for change in others:
        # One of them may be in the thread of another, whose counts have changed.
        change.comment.refresh_from_db()
        change.comment.state_changed_at = now
        set_state(discussions[change.comment.chapter_id], change.comment, change.state)
    chapters = {change.comment.chapter_id for change in changes}
    save_counters_of([discussions[chapter] for chapter in chapters])
    insert_rows(actions)
    notify_of_many(
        [(change.comment, action) for change, action in zip(changes, actions, strict=True)],
        without=without,
    )
    return actions


def _save_states(changes: Sequence[NewState]) -> None:
    for state in {change.state for change in changes}:
        comments = [change.comment for change in changes if change.state == state]
        rows = Comment.objects.filter(pk__in=[comment.pk for comment in comments])
        rows.update(state=state, state_changed_at=comments[0].state_changed_at)


def _action(change: NewState, by: User | None) -> CommentAction:
    comment = change.comment
    return CommentAction(
        kind=StateChange.kind,
        story_id=comment.story_id,
        chapter_id=comment.chapter_id,
        comment=comment,
        before=StateChange(State(comment.state)).to_json(),
        after=StateChange(change.state).to_json(),
        by=by,
        undoes=change.undoes,
        has_decision=change.has_decision,
    )
