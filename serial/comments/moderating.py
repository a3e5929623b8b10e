"""Moderating a comment: its state, its thread, its quote and its paragraph.

These functions return None if nothing changed. They raise ActionRefused, and PermissionDenied
unless `by` is allowed; None as `by` is the site itself.
"""

from accounts.models import Visitor
from serial.comments.changes.of_comment import (
    CommentChange,
    ParagraphChange,
    PinChange,
    QuoteChange,
    StateChange,
    ThreadClosedChange,
)
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.comments.permissions import authorize


def approve(comment: Comment, by: Visitor | None) -> CommentAction | None:
    return _moderate(comment, StateChange(State.PUBLISHED), by)


def hold(comment: Comment, by: Visitor | None) -> CommentAction | None:
    return _moderate(comment, StateChange(State.HELD), by)


def hide(comment: Comment, by: Visitor | None) -> CommentAction | None:
    return _moderate(comment, StateChange(State.HIDDEN), by)


def reject(comment: Comment, by: Visitor | None) -> CommentAction | None:
    return _moderate(comment, StateChange(State.REJECTED), by)


def close_thread(comment: Comment, closed: bool, by: Visitor | None) -> CommentAction | None:
    return _moderate(comment, ThreadClosedChange(closed), by)


def hide_quote(comment: Comment, hidden: bool, by: Visitor | None) -> CommentAction | None:
    return _moderate(comment, QuoteChange(hidden), by)


def move_to_paragraph(
    comment: Comment, paragraph: int | None, by: Visitor | None
) -> CommentAction | None:
    """Moves a thread to another paragraph. None: to the chapter as a whole."""
    return _moderate(comment, ParagraphChange(paragraph), by)


def pin(comment: Comment, pinned: bool, by: Visitor | None) -> CommentAction | None:
    """For authors of the story. Raises ActionRefused if MAX_PINNED threads are pinned."""
    return PinChange(pinned).apply(comment, authorize(by, comment.is_on_story_of))


def _moderate(comment: Comment, change: CommentChange, by: Visitor | None) -> CommentAction | None:
    return change.apply(comment, authorize(by, comment.is_moderated_by))
