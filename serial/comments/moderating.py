"""Moderating a comment: its state, its thread, its quote and its paragraph.

These functions do not check permissions: the caller asks `comment.is_moderated_by(user)`.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.models import User
from serial.comments.action_log import ActionRefused, Value, log_action
from serial.comments.choices import DELETED_STATES, State
from serial.comments.counters import move_count, save_counters, set_state
from serial.comments.models import Comment, CommentAction, Discussion
from serial.comments.posting import lock_comment

# Per chapter. More pinned threads would hide the newest comments.
MAX_PINNED = 3

Change = Callable[[Discussion, Comment, Value], None]


def approve(comment: Comment, by: User | None) -> CommentAction | None:
    return _set_state(comment, State.PUBLISHED, by)


def hold(comment: Comment, by: User | None) -> CommentAction | None:
    return _set_state(comment, State.HELD, by)


def hide(comment: Comment, by: User | None) -> CommentAction | None:
    return _set_state(comment, State.HIDDEN, by)


def reject(comment: Comment, by: User | None) -> CommentAction | None:
    return _set_state(comment, State.REJECTED, by)


def close_thread(comment: Comment, closed: bool, by: User | None) -> CommentAction | None:
    return change_comment(CommentAction.Kind.CLOSE_THREAD, comment.pk, {"closed": closed}, by)


def pin(comment: Comment, pinned: bool, by: User | None) -> CommentAction | None:
    """Raises ActionRefused if the chapter already has MAX_PINNED pinned threads."""
    return change_comment(CommentAction.Kind.PIN, comment.pk, {"pinned": pinned}, by)


def hide_quote(comment: Comment, hidden: bool, by: User | None) -> CommentAction | None:
    return change_comment(CommentAction.Kind.QUOTE, comment.pk, {"hidden": hidden}, by)


def move_to_paragraph(
    comment: Comment, paragraph: int | None, by: User | None
) -> CommentAction | None:
    """Moves a thread to another paragraph. None: to the chapter as a whole."""
    return change_comment(CommentAction.Kind.PARAGRAPH, comment.pk, {"paragraph": paragraph}, by)


def _set_state(comment: Comment, state: State, by: User | None) -> CommentAction | None:
    return change_comment(CommentAction.Kind.STATE, comment.pk, {"state": state}, by)


@transaction.atomic
def change_comment(
    kind: CommentAction.Kind,
    pk: int,
    after: Value,
    by: User | None,
    *,
    undoes: CommentAction | None = None,
) -> CommentAction | None:
    """Changes a comment and logs it. Returns None if nothing changed. Raises ActionRefused."""
    discussion, comment = lock_comment(pk)
    before = current_value(kind, comment)
    if before == after:
        return None
    CHANGES[kind](discussion, comment, after)
    save_counters(discussion)
    return log_action(kind, comment, before, after, by, undoes=undoes)


def current_value(kind: CommentAction.Kind, comment: Comment) -> Value:
    """Returns what an action of this kind changes, as `before` and `after` of its log entry."""
    match kind:
        case CommentAction.Kind.STATE:
            return {"state": comment.state}
        case CommentAction.Kind.CLOSE_THREAD:
            return {"closed": comment.closed_at is not None}
        case CommentAction.Kind.PIN:
            return {"pinned": comment.is_pinned}
        case CommentAction.Kind.QUOTE:
            return {"hidden": comment.quote_is_hidden}
        case _:
            return {"paragraph": comment.paragraph}


def _change_state(discussion: Discussion, comment: Comment, after: Value) -> None:
    if comment.state in DELETED_STATES:
        raise ActionRefused(gettext("The commenter deleted this comment. You cannot change it."))
    if after["state"] in DELETED_STATES:
        raise ActionRefused(gettext("Only the commenter can delete this comment."))
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, State(after["state"]))


def _close_thread(discussion: Discussion, comment: Comment, after: Value) -> None:
    comment.closed_at = timezone.now() if after["closed"] else None
    comment.save(update_fields=["closed_at"])


def _pin(discussion: Discussion, comment: Comment, after: Value) -> None:
    pinned = Comment.objects.filter(chapter=comment.chapter_id, is_pinned=True)
    if after["pinned"] and comment.parent_id is not None:
        raise ActionRefused(gettext("Only the first comment of a thread can be pinned."))
    if after["pinned"] and pinned.count() >= MAX_PINNED:
        message = ngettext(
            "A chapter can have %(max)d pinned thread. Unpin it first.",
            "A chapter can have %(max)d pinned threads. Unpin one of them first.",
            MAX_PINNED,
        )
        raise ActionRefused(message % {"max": MAX_PINNED})
    comment.is_pinned = after["pinned"]
    comment.save(update_fields=["is_pinned"])


def _hide_quote(discussion: Discussion, comment: Comment, after: Value) -> None:
    comment.quote_is_hidden = after["hidden"]
    comment.save(update_fields=["quote_is_hidden"])


def _move_to_paragraph(discussion: Discussion, comment: Comment, after: Value) -> None:
    thread = Comment.objects.filter(chapter=comment.chapter_id, thread=comment.thread)
    move_count(discussion, comment.paragraph, after["paragraph"], thread.published().count())
    thread.update(paragraph=after["paragraph"])


CHANGES: dict[str, Change] = {
    CommentAction.Kind.STATE: _change_state,
    CommentAction.Kind.CLOSE_THREAD: _close_thread,
    CommentAction.Kind.PIN: _pin,
    CommentAction.Kind.QUOTE: _hide_quote,
    CommentAction.Kind.PARAGRAPH: _move_to_paragraph,
}
