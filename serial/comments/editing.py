"""Editing, deleting and erasing a comment, as its commenter may."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.comments import checking
from serial.comments.changes.of_comment import StateChange
from serial.comments.checking import CheckedComment
from serial.comments.choices import DELETED_STATES, State
from serial.comments.counters import lock_comment, save_counters, set_state
from serial.comments.models import Comment, CommentRevision, Mention
from serial.comments.policy import policy_of
from serial.comments.posting import pen_name_for
from serial.comments.posting_history import posting_history
from serial.comments.rendering import render_comment, replace_mentions
from serial.comments.trust import is_newcomer


class TooLate(Exception):
    """Raised when the time to edit or undelete is over, or when a comment to edit has replies."""


@transaction.atomic
def save_edit(pk: int, body: str) -> Comment:
    """Saves a new text and keeps the former one as a revision. Raises TooLate.

    The checks run on the new text too, so that an edit cannot get around them.
    """
    discussion, comment = lock_comment(pk)
    if comment.body == body:
        return comment
    if not comment.is_editable():
        raise TooLate
    CommentRevision.objects.create(comment=comment, body=comment.body)
    comment.body, comment.edited_at = body, timezone.now()
    replace_mentions(comment, render_comment(comment))
    comment.save(update_fields=["body", "body_html", "renderer_version", "edited_at"])
    findings = checking.run_checks(_checked_edit(comment))
    checking.store_findings(comment, findings)
    if comment.is_published() and checking.state_after(findings) != State.PUBLISHED:
        set_state(discussion, comment, checking.state_after(findings))
    save_counters(discussion)
    return comment


def _checked_edit(comment: Comment) -> CheckedComment:
    pen_name = pen_name_for(comment.chapter, comment.user)
    return CheckedComment(
        comment=comment,
        user=comment.user,
        policy=policy_of(comment.chapter),
        is_newcomer=pen_name is None and is_newcomer(comment.user, posting_history(comment.user)),
        is_author=pen_name is not None,
        # Edits skip the too-fast check.
        seconds=float("inf"),
    )


@transaction.atomic
def delete_comment(pk: int, by: User | None) -> Comment:
    """Deletes a comment for its commenter. A comment with replies leaves a placeholder."""
    discussion, comment = lock_comment(pk)
    if comment.state in DELETED_STATES:
        return comment
    deletion = StateChange(State.DELETED)
    deletion.log_on(comment, deletion.read(comment), by)
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, State.DELETED)
    save_counters(discussion)
    return comment


@transaction.atomic
def undelete_comment(pk: int, by: User | None) -> Comment:
    """Restores a deleted comment to its former state. Raises TooLate after UNDO_WINDOW."""
    discussion, comment = lock_comment(pk)
    if comment.state != State.DELETED:
        return comment
    if not comment.is_undeletable():
        raise TooLate
    deleted = StateChange(State.DELETED)
    deletion = comment.actions.filter(kind=deleted.kind, after=deleted.to_json()).first()
    former = StateChange.from_json(deletion.before) if deletion else StateChange(State.HELD)
    former.log_on(comment, deleted, by, undoes=deletion)
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, former.state)
    save_counters(discussion)
    return comment


@transaction.atomic
def erase_comment(pk: int) -> None:
    """Erases a comment's text, its quote, its guest's name and email, and all its revisions."""
    discussion, comment = lock_comment(pk)
    comment.body = comment.body_html = comment.quote = ""
    comment.guest_name = comment.guest_email = ""
    comment.state_changed_at = timezone.now()
    # The text first: a constraint forbids an erased comment that still has one.
    comment.save(update_fields=["body", "body_html", "quote", "guest_name", "guest_email"])
    set_state(discussion, comment, State.ERASED)
    for model in (CommentRevision, Mention):
        model.objects.filter(comment=comment).delete()
    save_counters(discussion)
