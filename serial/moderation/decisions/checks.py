"""The decisions of checks: why a comment is not public, recorded as for those of moderators."""

from collections.abc import Mapping, Sequence

from serial.comments.changes.of_comment import StateChange
from serial.comments.choices import State, Verdict
from serial.comments.models import CheckFinding, Comment, CommentAction
from serial.compiled_queries import CompiledQuery, Placeholder
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision, ReviewItem

KIND_OF_STATE = {State.HELD: DecisionKind.HOLD, State.REJECTED: DecisionKind.REJECT}


def record_check(item: ReviewItem, comment: Comment) -> Decision | None:
    """Records that checks held or rejected a comment, which would have been published otherwise.

    Returns None if no check did. Undoing it publishes the comment.
    """
    finding = strictest_finding(comment)
    if finding is None:
        return None
    state = State(comment.state)
    before, after = StateChange(State.PUBLISHED), StateChange(state)
    action = after.log_on(comment, before, None, has_decision=True)
    return Decision.objects.create(
        item=item,
        kind=KIND_OF_STATE[state],
        check_code=finding.code,
        words=finding.message,
        revision=comment.edit_count,
        before=action.before,
        after=action.after,
        action=action,
        member_id=comment.user_id,
    )


def strictest_finding(comment: Comment) -> CheckFinding | None:
    """Of the comment's present revision: the one that decided."""
    return _STRICTEST.first(comment.pk, comment.edit_count)


_STRICTEST = CompiledQuery(
    lambda comment_id, revision: (
        CheckFinding.objects.filter(comment=comment_id, revision=revision)
        .exclude(verdict=Verdict.PUBLISH)
        .order_by("-verdict", "pk")[:1]
    ),
    *(Placeholder("comment_id"), Placeholder("revision")),
)


def store_later_states(actions: Sequence[CommentAction], items: Mapping[int, ReviewItem]) -> None:
    """What people made of the decisions of checks: the public figures say how often they agree.

    The comment and its log may be deleted before that is counted.
    """
    by_people = [
        action
        for action in actions
        if (action.comment_id or 0) in items
        and action.kind == CommentAction.Kind.STATE
        and action.by_id
        and not action.is_by_commenter()
    ]
    for state in {action.after["state"] for action in by_people}:
        decided = [items[a.comment_id or 0].pk for a in by_people if a.after["state"] == state]
        of_checks = Decision.objects.filter(item__in=decided, by=None).exclude(check_code="")
        of_checks.update(later_state=state)
