"""Editing, deleting and erasing a comment, as its commenter may.

These functions raise PermissionDenied unless `by` wrote the comment: as its member, or as the
guest with its owner token. None as `by` is the site itself.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User, Visitor
from serial.comments import checks
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.of_comment import StateChange
from serial.comments.checks import CheckedComment
from serial.comments.choices import DELETED_STATES, State
from serial.comments.consulting import Answers, consult_about_edit
from serial.comments.counters import lock_comment, save_counters, set_state
from serial.comments.erasing import erase_words
from serial.comments.models import Comment, CommentRevision, Discussion
from serial.comments.observers import notify_observers
from serial.comments.permissions import authorize
from serial.comments.policy import policy_of
from serial.comments.rate_limits import posting_history
from serial.comments.rendering import render_comment, replace_mentions
from serial.comments.sentences import store_sentences
from serial.comments.trust import is_newcomer, is_trusted, pen_name_for


class TooLate(ActionRefused):
    """Raised when the time to edit or undelete is over, or when a comment to edit has replies."""


def save_edit(pk: int, body: str, by: Visitor | None, owner_token: str = "") -> Comment:
    """Saves a new text and keeps the former one as a revision. Raises TooLate.

    The checks run on the new text too, so that an edit cannot get around them.
    """
    answers = _consult(pk, body, by, owner_token) if settings.COMMENT_CONSULTATIONS else {}
    return _save_edit(pk, body, by, owner_token, answers)


def _consult(pk: int, body: str, by: Visitor | None, owner_token: str) -> Answers:
    comment = Comment.objects.select_related("chapter__story").get(pk=pk)
    authorize(by, lambda visitor: comment.is_by(visitor, owner_token))
    return consult_about_edit(comment, body)


@transaction.atomic
def _save_edit(
    pk: int, body: str, by: Visitor | None, owner_token: str, answers: Answers
) -> Comment:
    discussion, comment, _user = _lock_own_comment(pk, by, owner_token)
    if comment.body == body:
        return comment
    if not comment.is_editable():
        raise TooLate
    CommentRevision.objects.create(comment=comment, body=comment.body)
    comment.body, comment.edited_at = body, timezone.now()
    comment.edit_count += 1
    replace_mentions(comment, render_comment(comment))
    comment.save(update_fields=["body", "body_html", "renderer_version", "edited_at", "edit_count"])
    findings = checks.run_checks(_checked_edit(comment, answers))
    checks.store_findings(comment, findings)
    store_sentences(comment)
    if comment.is_published() and checks.state_after(findings) != State.PUBLISHED:
        set_state(discussion, comment, checks.state_after(findings))
    save_counters(discussion)
    notify_observers(comment, None)
    return comment


def _checked_edit(comment: Comment, answers: Answers) -> CheckedComment:
    pen_name = pen_name_for(comment.chapter, comment.user)
    posted = posting_history(comment.user, comment.ip_hash)
    history = [past for past in posted if past.posted_at < comment.posted_at]
    newcomer = pen_name is None and is_newcomer(comment.user, posted)
    return CheckedComment(
        comment=comment,
        user=comment.user,
        policy=policy_of(comment.chapter),
        is_newcomer=newcomer,
        is_trusted=not newcomer and is_trusted(posted),
        is_author=pen_name is not None,
        history=history,
        # Edits skip the too-fast check.
        seconds=float("inf"),
        shared=answers,
    )


@transaction.atomic
def delete_comment(pk: int, by: Visitor | None, owner_token: str = "") -> Comment:
    """A comment with replies leaves a placeholder."""
    discussion, comment, user = _lock_own_comment(pk, by, owner_token)
    if comment.state in DELETED_STATES:
        return comment
    deletion = StateChange(State.DELETED)
    action = deletion.log_on(comment, deletion.read(comment), user)
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, State.DELETED)
    save_counters(discussion)
    notify_observers(comment, action)
    return comment


@transaction.atomic
def undelete_comment(pk: int, by: Visitor | None, owner_token: str = "") -> Comment:
    """Restores a deleted comment to its former state. Raises TooLate after UNDO_WINDOW."""
    discussion, comment, user = _lock_own_comment(pk, by, owner_token)
    if comment.state != State.DELETED:
        return comment
    if not comment.is_undeletable():
        raise TooLate
    deleted = StateChange(State.DELETED)
    deletion = comment.actions.filter(kind=deleted.kind, after=deleted.to_json()).first()
    former = StateChange.from_json(deletion.before) if deletion else StateChange(State.HELD)
    action = former.log_on(comment, deleted, user, undoes=deletion)
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, former.state)
    save_counters(discussion)
    notify_observers(comment, action)
    return comment


@transaction.atomic
def erase_comment(pk: int, by: Visitor | None, owner_token: str = "") -> None:
    """Erases a comment's text, its quote, its guest's name and IP hash, and all its revisions.

    Raises ActionRefused unless the comment was deleted before.
    """
    discussion, comment, _user = _lock_own_comment(pk, by, owner_token)
    if not comment.is_erasable():
        raise ActionRefused(gettext("Delete this comment before you erase it."))
    erase_words(discussion, Comment.objects.filter(pk=pk))
    save_counters(discussion)
    comment.refresh_from_db()
    notify_observers(comment, None)


def _lock_own_comment(
    pk: int, by: Visitor | None, owner_token: str
) -> tuple[Discussion, Comment, User | None]:
    """Returns the locked discussion, the comment, and the member to log as the actor."""
    discussion, comment = lock_comment(pk)
    user = authorize(by, lambda visitor: comment.is_by(visitor, owner_token))
    return discussion, comment, user
