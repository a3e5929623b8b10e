"""The entries of a comment's log that belong to decisions."""

from serial.comments.models import CommentAction


def mark_decided(action: CommentAction | None) -> None:
    """Call this in the transaction that stores its decision.

    Most actions are stored with it: has_decision of `Change.log`.
    """
    if action is not None and not action.has_decision:
        CommentAction.objects.filter(pk=action.pk).update(has_decision=True)
