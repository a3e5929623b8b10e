"""What a writer may still do with a comment of theirs: mend it, take it away, bring it back."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.comments import checking
from serial.comments.action_log import log_action
from serial.comments.checking import CheckedComment
from serial.comments.choices import DELETED_STATES, State
from serial.comments.counters import save_counters, set_state
from serial.comments.models import Comment, CommentAction, CommentRevision, Mention
from serial.comments.policy import policy_of
from serial.comments.posting import lock_comment, pen_name_for
from serial.comments.posting_history import posting_history
from serial.comments.rendering import render_comment, replace_mentions
from serial.comments.trust import is_newcomer


class TooLate(Exception):
    """The time in which this could be done is over, or somebody has answered."""


@transaction.atomic
def save_edit(pk: int, body: str) -> Comment:
    """Saves other words; the former ones stay for the writer and moderators. Raises TooLate.

    The screens look at the new words too: what they would have held may not come in as an edit.
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
    findings = checking.run_checks(_candidate(comment))
    checking.store_findings(comment, findings)
    if comment.is_published() and checking.state_after(findings) != State.PUBLISHED:
        set_state(discussion, comment, checking.state_after(findings))
    save_counters(discussion)
    return comment


def _candidate(comment: Comment) -> CheckedComment:
    pen_name = pen_name_for(comment.chapter, comment.user)
    return CheckedComment(
        comment=comment,
        user=comment.user,
        rules=policy_of(comment.chapter),
        is_newcomer=pen_name is None and is_newcomer(comment.user, posting_history(comment.user)),
        is_author=pen_name is not None,
        # An edit is as quick as a typo is short.
        seconds=float("inf"),
    )


@transaction.atomic
def delete_comment(pk: int, by: User | None) -> Comment:
    """Takes a comment away for its writer; where replies stand, a marker says so."""
    discussion, comment = lock_comment(pk)
    if comment.state in DELETED_STATES:
        return comment
    log_action(
        CommentAction.Kind.STATE, comment, {"state": comment.state}, {"state": State.DELETED}, by
    )
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, State.DELETED)
    save_counters(discussion)
    return comment


@transaction.atomic
def undelete_comment(pk: int, by: User | None) -> Comment:
    """Brings it back as it was before. Raises TooLate where it has been away for long."""
    discussion, comment = lock_comment(pk)
    if comment.state != State.DELETED:
        return comment
    if not comment.is_undeletable():
        raise TooLate
    taken = comment.actions.filter(
        kind=CommentAction.Kind.STATE, after={"state": State.DELETED}
    ).first()
    before = State(taken.before["state"]) if taken else State.HELD
    log_action(
        CommentAction.Kind.STATE,
        comment,
        {"state": State.DELETED},
        {"state": before},
        by,
        undoes=taken,
    )
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, before)
    save_counters(discussion)
    return comment


@transaction.atomic
def erase_comment(pk: int) -> None:
    """Takes a comment's words away for good, with all that was kept of them."""
    discussion, comment = lock_comment(pk)
    comment.body = comment.body_html = comment.quote = ""
    comment.guest_name = comment.guest_email = ""
    comment.state_changed_at = timezone.now()
    # First the words: only then may the state say that there are none.
    comment.save(update_fields=["body", "body_html", "quote", "guest_name", "guest_email"])
    set_state(discussion, comment, State.ERASED)
    for kept in (CommentRevision, Mention):
        kept.objects.filter(comment=comment).delete()
    save_counters(discussion)
