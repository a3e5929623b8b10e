"""The log of what authors and moderators changed. Each entry holds the value before the change,
so that it can be undone.
"""

from typing import Any

from accounts.models import User
from serial.comments.models import Comment, CommentAction

Value = dict[str, Any]


class ActionRefused(Exception):
    """Raised when the action is not possible. str(error) is the message for the user."""


def log_action(
    kind: CommentAction.Kind,
    comment: Comment,
    before: Value,
    after: Value,
    by: User | None,
    *,
    undoes: CommentAction | None = None,
) -> CommentAction:
    return CommentAction.objects.create(
        kind=kind,
        story_id=comment.story_id,
        chapter_id=comment.chapter_id,
        comment=comment,
        before=before,
        after=after,
        by=by,
        undoes=undoes,
    )
