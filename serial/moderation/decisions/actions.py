"""The entries of a comment's log that belong to decisions."""

from collections.abc import Iterable

from serial.comments.models import CommentAction


def mark_decided(actions: Iterable[CommentAction | None]) -> None:
    """Call this in the transaction that stores their decisions."""
    pks = [action.pk for action in actions if action is not None]
    if pks:
        CommentAction.objects.filter(pk__in=pks).update(has_decision=True)
