"""Posting a comment: checks permissions and rate limits, and stores each form only once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import PenName
from serial.comments import checks
from serial.comments.checks import CheckedComment
from serial.comments.consulting import Answers, consult_about_new
from serial.comments.counters import count_new, lock_discussion, save_counters
from serial.comments.models import Comment, GuestIpHash
from serial.comments.models.guest_ip_hash import hash_guest_ip
from serial.comments.observers import notify_observers
from serial.comments.permissions import PostingRefused, check_may_post
from serial.comments.policy import policy_of
from serial.comments.rate_limits import check_rate_limit, lock_commenter, posting_history
from serial.comments.rendering import add_mentions, render_comment
from serial.comments.sentences import store_sentences
from serial.comments.submission import CommentSubmission
from serial.comments.trust import is_newcomer, is_trusted, pen_name_for
from serial.compiled_queries import CompiledQuery, Placeholder
from serial.markup.paragraphs.folded_quotes import FoldedText


def post_comment(submission: CommentSubmission) -> Comment:
    """Stores the comment and returns it. Returns the first comment if the form is sent twice.

    A comment that the checks do not publish is stored too, held or rejected. Raises
    PostingRefused or RateLimited if it may not be posted now; then nothing is stored.
    """
    answers = consult_about_new(submission)
    try:
        return _post(submission, answers)
    except IntegrityError:
        # The same form was sent from another IP address at the same moment: now its comment exists.
        return _post(submission, answers)


@transaction.atomic
def _post(submission: CommentSubmission, answers: Answers) -> Comment:
    # Locks the commenter before the discussion, always in this order, to prevent deadlocks.
    ip_hash = None if submission.user else guest_ip_hash(submission.ip)
    lock_commenter(submission.user, ip_hash)
    earlier = _OF_FORM.first(submission.form_key)
    if earlier is not None:
        return _check_same_comment(earlier, submission)
    pen_name = pen_name_for(submission.chapter, submission.user)
    policy = policy_of(submission.chapter)
    check_may_post(submission, policy, ip_hash, is_author=pen_name is not None)
    history = posting_history(submission.user, ip_hash)
    newcomer = pen_name is None and is_newcomer(submission.user, history)
    trusted = not newcomer and is_trusted(history)
    check_rate_limit(history, is_trusted=trusted or _has_trusted_limits(submission, pen_name))
    comment = _new_comment(submission, ip_hash, pen_name)
    mentioned = render_comment(comment)
    checked = CheckedComment(
        comment=comment,
        user=submission.user,
        policy=policy,
        is_newcomer=newcomer,
        is_trusted=trusted,
        is_author=pen_name is not None,
        history=history,
        seconds=submission.seconds,
        honeypot=submission.honeypot,
        shared=answers,
    )
    findings = checks.run_checks(checked)
    comment.state = checks.state_after(findings)
    _store(comment, submission)
    add_mentions(comment, mentioned)
    checks.store_findings(comment, findings)
    store_sentences(comment)
    notify_observers(comment, None)
    return comment


# There is at most one.
_OF_FORM = CompiledQuery(
    lambda form_key: Comment.objects.filter(form_key=form_key).order_by(), Placeholder("form_key")
)


def _check_same_comment(earlier: Comment, submission: CommentSubmission) -> Comment:
    """Returns the comment that this form created. Raises PostingRefused if it is a different one.

    Somebody may go back to a sent form and type something else: that text must not be lost. A
    comment that another person's form created must not be shown. Guests are recognised by the
    form key alone, which only their page contains: their IP address may have changed.
    """
    user_pk = submission.user.pk if submission.user else None
    is_same = earlier.user_id == user_pk and earlier.chapter_id == submission.chapter.pk
    if is_same and submission.body == earlier.body:
        return earlier
    if is_same and earlier.revisions.filter(body=submission.body).exists():
        return earlier
    raise PostingRefused.already_sent()


def guest_ip_hash(ip: str) -> GuestIpHash:
    """Returns the row of a guest's IP address, and records that it was seen now."""
    now = timezone.now()
    ip_hash, is_new = GuestIpHash.objects.get_or_create(
        hash=hash_guest_ip(ip), defaults={"last_seen_at": now}
    )
    if not is_new:
        GuestIpHash.objects.filter(pk=ip_hash.pk).update(last_seen_at=now)
    return ip_hash


def _new_comment(
    submission: CommentSubmission, ip_hash: GuestIpHash | None, pen_name: PenName | None
) -> Comment:
    parent = submission.parent
    return Comment(
        story_id=submission.chapter.story_id,
        chapter=submission.chapter,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        user=submission.user,
        pen_name=pen_name,
        guest_name="" if submission.user else submission.guest_name,
        ip_hash=ip_hash,
        body=submission.body,
        paragraph=submission.paragraph,
        quote=submission.quote,
        quote_is_folded=_has_folded_quote(submission),
        revision=submission.chapter.revision,
        posted_at=submission.at,
        form_key=submission.form_key,
    )


def _has_folded_quote(submission: CommentSubmission) -> bool:
    quote = submission.quote
    if not quote:
        return False
    return FoldedText(submission.chapter.body_html).has_words_of(quote, submission.paragraph)


def _has_trusted_limits(submission: CommentSubmission, pen_name: PenName | None) -> bool:
    """Authors may reply to fifty comments in a row. Guests without an IP address all share one
    limit, which one of them must not use up.
    """
    return pen_name is not None or not (submission.user or submission.ip)


def _store(comment: Comment, submission: CommentSubmission) -> None:
    discussion = lock_discussion(submission.chapter.pk)
    discussion.last_number += 1
    comment.number = discussion.last_number
    add_to_thread(comment)
    comment.save(force_insert=True)
    count_new(discussion, comment)
    save_counters(discussion, "last_number")


def add_to_thread(comment: Comment) -> None:
    """Sets its place in the thread. A reply also gets the current paragraph of its thread."""
    if comment.parent is None:
        comment.set_place(0)
        return
    thread = Comment.objects.filter(chapter=comment.chapter_id, thread=comment.parent.thread)
    last, comment.paragraph = thread.order_by("-ordinal").values_list("ordinal", "paragraph")[0]
    comment.set_place(last + 1)
