"""What a writer may still do with a comment of theirs: mend it, take it away, bring it back."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.comments import screening
from serial.comments.acting import record
from serial.comments.choices import TAKEN_BACK, State
from serial.comments.counting import save_changed, set_state
from serial.comments.models import Act, Comment, CommentRevision, Mention
from serial.comments.posting import lock_with_discussion, pen_name_on
from serial.comments.recent import recent_of
from serial.comments.rendering import render_comment, replace_mentions
from serial.comments.rules import rules_of
from serial.comments.screening import Candidate
from serial.comments.standing import is_newcomer


class TooLate(Exception):
    """The time in which this could be done is over, or somebody has answered."""


@transaction.atomic
def edit(pk: int, body: str) -> Comment:
    """Saves other words; the former ones stay for the writer and moderators. Raises TooLate.

    The screens look at the new words too: what they would have held may not come in as an edit.
    """
    discussion, comment = lock_with_discussion(pk)
    if comment.body == body:
        return comment
    if not comment.is_open_to_edits():
        raise TooLate
    CommentRevision.objects.create(comment=comment, body=comment.body)
    comment.body, comment.edited_at = body, timezone.now()
    replace_mentions(comment, render_comment(comment))
    comment.save(update_fields=["body", "body_html", "renderer_version", "edited_at"])
    findings = screening.screen(_again(comment))
    screening.store(comment, findings)
    if comment.is_published() and screening.state_after(findings) != State.PUBLISHED:
        set_state(discussion, comment, screening.state_after(findings))
    save_changed(discussion)
    return comment


def _again(comment: Comment) -> Candidate:
    pen_name = pen_name_on(comment.chapter, comment.writer)
    return Candidate(
        comment=comment,
        writer=comment.writer,
        rules=rules_of(comment.chapter),
        is_newcomer=pen_name is None and is_newcomer(comment.writer, recent_of(comment.writer)),
        is_of_the_story=pen_name is not None,
        # An edit is as quick as a typo is short.
        seconds=float("inf"),
    )


@transaction.atomic
def delete(pk: int, by: User | None) -> Comment:
    """Takes a comment away for its writer; where replies stand, a marker says so."""
    discussion, comment = lock_with_discussion(pk)
    if comment.state in TAKEN_BACK:
        return comment
    record(Act.Kind.STATE, comment, {"state": comment.state}, {"state": State.DELETED}, by)
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, State.DELETED)
    save_changed(discussion)
    return comment


@transaction.atomic
def undelete(pk: int, by: User | None) -> Comment:
    """Brings it back as it was before. Raises TooLate where it has been away for long."""
    discussion, comment = lock_with_discussion(pk)
    if comment.state != State.DELETED:
        return comment
    if not comment.is_open_to_undeleting():
        raise TooLate
    taken = comment.acts.filter(kind=Act.Kind.STATE, after={"state": State.DELETED}).first()
    before = State(taken.before["state"]) if taken else State.HELD
    record(Act.Kind.STATE, comment, {"state": State.DELETED}, {"state": before}, by, undoes=taken)
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, before)
    save_changed(discussion)
    return comment


@transaction.atomic
def erase(pk: int) -> None:
    """Takes a comment's words away for good, with all that was kept of them."""
    discussion, comment = lock_with_discussion(pk)
    comment.body = comment.body_html = comment.quote = ""
    comment.guest_name = comment.guest_email = ""
    comment.state_changed_at = timezone.now()
    # First the words: only then may the state say that there are none.
    comment.save(update_fields=["body", "body_html", "quote", "guest_name", "guest_email"])
    set_state(discussion, comment, State.ERASED)
    for kept in (CommentRevision, Mention):
        kept.objects.filter(comment=comment).delete()
    save_changed(discussion)
