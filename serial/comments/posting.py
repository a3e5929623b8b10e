"""Posting a comment: once for each form, within the rules, and never lost on the way."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.comments import checking
from serial.comments.checking import CheckedComment
from serial.comments.counters import count_new, lock_discussion, save_counters
from serial.comments.models import Comment, Discussion, GuestIpHash
from serial.comments.models.comment import MAX_DEPTH, PATH_DIGITS
from serial.comments.models.guest_ip_hash import hash_ip
from serial.comments.permissions import PostingRefused, check_may_post
from serial.comments.policy import CommentPolicy, policy_of
from serial.comments.posting_history import posting_history
from serial.comments.rate_limits import check_rate_limit, lock_commenter
from serial.comments.rendering import add_mentions, render_comment
from serial.comments.submission import CommentSubmission
from serial.comments.trust import is_newcomer, is_trusted


def post_comment(posting: CommentSubmission) -> Comment:
    """Stores the comment and returns it; the same form a second time gives the first one.

    What a screen does not like is stored as well, held or rejected. Raises a Refused
    (refusals.py) or TooOften (limits.py) for what may not be posted now; nothing is stored then.
    """
    try:
        return _post(posting)
    except IntegrityError:
        # The same form in the same moment from another address: now it is there to be found.
        return _post(posting)


@transaction.atomic
def _post(posting: CommentSubmission) -> Comment:
    # Always in this order: who writes, then where. So no two wait for each other.
    address = None if posting.user else guest_ip_hash(posting.ip)
    lock_commenter(posting.user, address)
    made = Comment.objects.filter(form_key=posting.form_key).first()
    if made is not None:
        return _same_comment(made, posting)
    pen_name = pen_name_for(posting.chapter, posting.user)
    rules = policy_of(posting.chapter)
    check_may_post(posting, rules, address, is_author=pen_name is not None)
    recent = posting_history(posting.user, address)
    newcomer = pen_name is None and is_newcomer(posting.user, recent)
    is_known = not newcomer and is_trusted(recent)
    check_rate_limit(recent, gently=is_known or _may_write_more(posting, pen_name))
    comment = _new_comment(posting, address, pen_name)
    mentioned = render_comment(comment)
    findings = checking.run_checks(_candidate(posting, comment, rules, newcomer))
    comment.state = checking.state_after(findings)
    _store(comment, posting)
    add_mentions(comment, mentioned)
    checking.store_findings(comment, findings)
    return comment


def _same_comment(made: Comment, posting: CommentSubmission) -> Comment:
    """The comment that this form made. Raises Refused where it is not this one sent again.

    Somebody may have gone back to a form that was sent, and typed something else: that is not
    to be lost. And what somebody else's form made is not shown. A guest is known by having the
    key, which no page shows to anybody else: their address may change on the way.
    """
    writer = posting.user.pk if posting.user else None
    is_same = made.user_id == writer and made.chapter_id == posting.chapter.pk
    if is_same and (made.body == posting.body or _was_edited_from(made, posting.body)):
        return made
    said = gettext("This form was sent before. Send it again, to post this as another comment.")
    raise PostingRefused("sent-before", said)


def _was_edited_from(comment: Comment, body: str) -> bool:
    return comment.revisions.filter(body=body).exists()


def guest_ip_hash(ip: str) -> GuestIpHash:
    """The row of a guest's address, seen just now."""
    now = timezone.now()
    address, made = GuestIpHash.objects.get_or_create(key=hash_ip(ip), defaults={"seen_at": now})
    if not made:
        GuestIpHash.objects.filter(pk=address.pk).update(seen_at=now)
    return address


def pen_name_for(chapter: Chapter, writer: User | None) -> PenName | None:
    """The name by which this person is known on the story, where they have a by-line on it."""
    if writer is None:
        return None
    mine = (
        chapter.story.credits.accepted_for(writer)
        .select_related("pen_name")
        .order_by("position", "pk")
    )
    byline = mine.first()
    return byline.pen_name if byline else None


def _new_comment(
    posting: CommentSubmission, address: GuestIpHash | None, pen_name: PenName | None
) -> Comment:
    parent = posting.parent
    return Comment(
        story_id=posting.chapter.story_id,
        chapter=posting.chapter,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        user=posting.user,
        pen_name=pen_name,
        guest_name="" if posting.user else posting.guest_name,
        guest_email="" if posting.user else posting.guest_email,
        ip_hash=address,
        body=posting.body,
        paragraph=posting.paragraph,
        quote=posting.quote,
        revision=posting.chapter.revision,
        posted_at=posting.at,
        form_key=posting.form_key,
    )


def _may_write_more(posting: CommentSubmission, pen_name: PenName | None) -> bool:
    """The story's own people, who answer fifty comments in a row; and guests where nobody can
    tell them apart, lest one of them uses up what is for all.
    """
    return pen_name is not None or not (posting.user or posting.ip)


def _candidate(
    posting: CommentSubmission, comment: Comment, rules: CommentPolicy, newcomer: bool
) -> CheckedComment:
    return CheckedComment(
        comment=comment,
        user=posting.user,
        rules=rules,
        is_newcomer=newcomer,
        is_author=comment.pen_name_id is not None,
        seconds=posting.seconds,
        honeypot=posting.honeypot,
    )


def _store(comment: Comment, posting: CommentSubmission) -> None:
    discussion = lock_discussion(posting.chapter.pk)
    discussion.last_number += 1
    comment.number = discussion.last_number
    _place_in_thread(comment)
    comment.save(force_insert=True)
    count_new(discussion, comment)
    save_counters(discussion, "last_number")


def _place_in_thread(comment: Comment) -> None:
    own = f"{comment.number:0{PATH_DIGITS}d}"
    parent = comment.parent
    if parent is None:
        comment.thread, comment.path = comment.number, own
        return
    comment.thread = parent.thread
    # Deeper than a phone can show, an answer stands after what it answers and beside it.
    comment.path = parent.path[: (MAX_DEPTH + 1) * PATH_DIGITS] + own
    before = Comment.objects.filter(chapter=comment.chapter_id, thread=comment.thread)
    # A thread stands on one paragraph: the one where it does now.
    last, comment.paragraph = before.order_by("-ordinal").values_list("ordinal", "paragraph")[0]
    comment.ordinal = last + 1


def lock_comment(pk: int) -> tuple[Discussion, Comment]:
    """A comment as it is now, with its discussion locked: nobody else changes it meanwhile."""
    chapter_pk = Comment.objects.values_list("chapter", flat=True).get(pk=pk)
    discussion = lock_discussion(chapter_pk)
    return discussion, Comment.objects.select_related("chapter__story").get(pk=pk)
