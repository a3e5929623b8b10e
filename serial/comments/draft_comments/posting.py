"""Posting a comment on a draft: checks the link, permissions and rate limits; each form once."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from serial.chapters.models import Chapter, DraftLink
from serial.comments.anchors import has_had_paragraph
from serial.comments.draft_comments.checking import find_reasons_to_fold
from serial.comments.draft_comments.permissions import check_may_comment, open_draft
from serial.comments.draft_comments.submission import DraftCommentSubmission
from serial.comments.models import DraftComment, GuestIpHash
from serial.comments.models.draft_comment import DraftCommentQuerySet
from serial.comments.permissions import PostingRefused
from serial.comments.posting import guest_ip_hash
from serial.comments.rate_limits import (
    HISTORY_LENGTH,
    PastComment,
    check_rate_limit,
    lock_commenter,
)
from serial.comments.rendering import comment_options
from serial.markup.rendering import render


def post_draft_comment(submission: DraftCommentSubmission) -> DraftComment:
    """Stores the comment and returns it. Returns the first comment if the form is sent twice.

    Raises DraftClosed if the link opens no draft any more; PostingRefused or RateLimited if it may
    not be posted now. Then nothing is stored. A reply to a resolved comment reopens it.
    """
    try:
        return _post(submission)
    except IntegrityError:
        # The same form was sent at the same moment: now its comment exists.
        return _post(submission)


@transaction.atomic
def _post(submission: DraftCommentSubmission) -> DraftComment:
    # Locks the commenter before the link, always in this order, to prevent deadlocks.
    ip_hash = guest_ip_hash(submission.ip)
    lock_commenter(None, ip_hash)
    list(DraftLink.objects.select_for_update(no_key=True).filter(pk=submission.link.pk))
    chapter = open_draft(submission.link)
    earlier = DraftComment.objects.filter(form_key=submission.form_key).first()
    if earlier is not None:
        return _check_same_comment(earlier, submission)
    parent = check_may_comment(submission, chapter, ip_hash)
    _check_limits(submission, ip_hash)
    comment = _new_comment(submission, chapter, ip_hash, parent)
    comment.body_html = render_draft_comment(comment.body)
    comment.findings = find_reasons_to_fold(comment, submission, chapter)
    comment.save(force_insert=True)
    if parent is not None:
        DraftComment.objects.filter(pk=parent.pk).update(resolved_at=None, resolved_by=None)
    return comment


def render_draft_comment(body: str) -> str:
    """Without mentions: a draft is nobody else's business."""
    return render(body, comment_options([])).html


def _check_same_comment(earlier: DraftComment, submission: DraftCommentSubmission) -> DraftComment:
    """Somebody may go back to a sent form and type something else: that must not be lost."""
    if (earlier.link_id, earlier.body) == (submission.link.pk, submission.body):
        return earlier
    raise PostingRefused.already_sent()


def _check_limits(submission: DraftCommentSubmission, ip_hash: GuestIpHash) -> None:
    """Raises RateLimited, for each link and each IP address.

    The limits of trusted commenters: authors give links to readers whom they know, and these
    comment on one paragraph after the other.
    """
    check_rate_limit(_history(submission.link.comments.all()), is_trusted=True)
    if submission.ip:
        own = DraftComment.objects.filter(ip_hash=ip_hash)
        check_rate_limit(_history(own), is_trusted=True)


def _history(comments: "DraftCommentQuerySet") -> Sequence[PastComment]:
    times = comments.filter(user=None).order_by("-posted_at").values_list("posted_at", flat=True)
    return [PastComment(posted_at, "") for posted_at in times[:HISTORY_LENGTH]]


def _new_comment(
    submission: DraftCommentSubmission,
    chapter: Chapter,
    ip_hash: GuestIpHash,
    parent: DraftComment | None,
) -> DraftComment:
    has_anchor = parent is None and has_had_paragraph(chapter, submission.paragraph or 0)
    return DraftComment(
        chapter=chapter,
        link=submission.link,
        parent=parent,
        name=submission.link.note,
        ip_hash=ip_hash,
        body=submission.body,
        paragraph=submission.paragraph if has_anchor else None,
        quote=submission.quote if has_anchor else "",
        revision=chapter.revision,
        posted_at=submission.at,
        form_key=submission.form_key,
    )
