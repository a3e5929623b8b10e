"""Moderating a comment: its state, its thread, its quote and its paragraph.

These functions return None if nothing changed, and raise ActionRefused. They do not check
permissions: the caller asks `comment.is_moderated_by(user)`.
"""

from accounts.models import User
from serial.comments.changes.of_comment import (
    ParagraphChange,
    PinChange,
    QuoteChange,
    StateChange,
    ThreadClosedChange,
)
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction


def approve(comment: Comment, by: User | None) -> CommentAction | None:
    return StateChange(State.PUBLISHED).apply(comment, by)


def hold(comment: Comment, by: User | None) -> CommentAction | None:
    return StateChange(State.HELD).apply(comment, by)


def hide(comment: Comment, by: User | None) -> CommentAction | None:
    return StateChange(State.HIDDEN).apply(comment, by)


def reject(comment: Comment, by: User | None) -> CommentAction | None:
    return StateChange(State.REJECTED).apply(comment, by)


def close_thread(comment: Comment, closed: bool, by: User | None) -> CommentAction | None:
    return ThreadClosedChange(closed).apply(comment, by)


def pin(comment: Comment, pinned: bool, by: User | None) -> CommentAction | None:
    """Raises ActionRefused if the chapter already has MAX_PINNED pinned threads."""
    return PinChange(pinned).apply(comment, by)


def hide_quote(comment: Comment, hidden: bool, by: User | None) -> CommentAction | None:
    return QuoteChange(hidden).apply(comment, by)


def move_to_paragraph(
    comment: Comment, paragraph: int | None, by: User | None
) -> CommentAction | None:
    """Moves a thread to another paragraph. None: to the chapter as a whole."""
    return ParagraphChange(paragraph).apply(comment, by)
