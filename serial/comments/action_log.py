"""What authors and moderators set, each recorded with what it was before, so it can be undone."""

from typing import Any

from accounts.models import User
from serial.comments.models import Comment, CommentAction

Value = dict[str, Any]


class ActionRefused(Exception):
    """What was asked cannot be done now; the text says why."""


def log_action(
    kind: CommentAction.Kind,
    comment: Comment,
    before: Value,
    after: Value,
    by: User | None,
    *,
    undoes: CommentAction | None = None,
) -> CommentAction:
    """Keeps what was done to a comment."""
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
