"""Does what emails to guests need when comments are published (COMMENT_OBSERVERS)."""

from collections.abc import Sequence

from serial.comments.models import CommentAction
from serial.comments.observers import Event
from serial.notifications.guests.replies import queue_replies
from serial.notifications.guests.subscribing import ask_to_confirm


def email_guests(events: Sequence[Event]) -> None:
    """Of a comment that was held, when it is approved: its own guest, and the guest it answers."""
    news = [(comment, action) for comment, action in events if _is_new(action)]
    published = [comment for comment, _action in news if comment.is_published()]
    # A new comment has no subscription yet: see subscribe().
    approved = {comment.pk for comment, action in events if action is not None}
    ask_to_confirm([one for one in published if one.user_id is None and one.pk in approved])
    queue_replies(published)


def _is_new(action: CommentAction | None) -> bool:
    return action is None or action.kind == CommentAction.Kind.STATE
