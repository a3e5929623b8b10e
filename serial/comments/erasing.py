"""Destroying the words of comments, and removing a person from the comments and reactions.

The functions for a discussion expect its lock, and leave it to the caller to save its counters.
"""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.admin_log import log_of
from accounts.anonymous import anonymous_pen_name
from accounts.models import PenName
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.comments.choices import State
from serial.comments.counters import lock_discussion, save_counters, set_state
from serial.comments.models import (
    CheckFinding,
    Comment,
    CommentAction,
    CommentRevision,
    Discussion,
    DraftComment,
    GuestEmail,
    Kudos,
    Like,
    Mention,
    ReplySubscription,
    SentenceHash,
)
from serial.comments.models.comment import CommentQuerySet
from serial.erasure import CommentsChoice, Erasure, StoryChoice
from serial.mail.addresses import confirmed_addresses_of

# Rows in memory at a time.
BATCH_SIZE = 500
# What set_state() needs of a comment.
COUNTED_COLUMNS = (
    *("chapter_id", "number", "thread", "path", "parent_id", "paragraph", "pen_name_id", "state"),
    *("state_changed_at", "visible_reply_count", "reply_count", "thread_has_author"),
)


def erase_words(discussion: Discussion, comments: CommentQuerySet) -> int:
    """Erases texts, quotes, guest names, IP hashes, revisions, mentions, findings and hashes.

    Also the email address that a guest left for replies, unless another comment has it.

    Returns the number of comments. Replies stay, below a placeholder.
    """
    count = 0
    # Parents first: what a comment's own counts say must not change before its turn.
    for pks in _batches(comments.exclude(state=State.ERASED).order_by("number")):
        rows = Comment.objects.filter(pk__in=pks)
        rows.update(body="", body_html="", quote="", guest_name="", ip_hash=None)
        for model in (CommentRevision, Mention, CheckFinding, SentenceHash):
            model.objects.filter(comment__in=pks).delete()
        _erase_guest_emails(pks)
        log_of(Comment, pks).delete()
        for comment in rows.only(*COUNTED_COLUMNS).order_by("number"):
            comment.state_changed_at = timezone.now()
            set_state(discussion, comment, State.ERASED)
        count += len(pks)
    return count


def _erase_guest_emails(comment_pks: list[int]) -> None:
    ended = ReplySubscription.objects.filter(comment__in=comment_pks)
    emails = list(ended.values_list("guest_email", flat=True))
    if emails:
        ended.delete()
        GuestEmail.objects.unused().filter(pk__in=emails).delete()


@transaction.atomic
def erase_comments(pks: Iterable[int]) -> int:
    """Erases the words of these comments, in every state. Returns how many had words."""
    chosen = Comment.objects.filter(pk__in=list(pks))
    count = 0
    for chapter_pk in _chapters_of(chosen):
        discussion = lock_discussion(chapter_pk)
        count += erase_words(discussion, chosen.filter(chapter=chapter_pk))
        save_counters(discussion)
    return count


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS).

    Kudos and likes stay without a member, so that the counts of other people's chapters and
    comments stay as they are.
    """
    deleted_stories = erasure.stories_to(StoryChoice.DELETE)
    delete_comments_on(Chapter.objects.filter(story__in=deleted_stories))
    delete_comments_on(Chapter.objects.unreadable_without_author(erasure.without_author))
    _leave_discussions(erasure)
    GuestEmail.objects.filter(email__in=confirmed_addresses_of(erasure.user_id)).delete()
    for reactions in (Kudos.objects, Like.objects):
        reactions.filter(user=erasure.user_id).update(user=None)
    _leave_ban_log(erasure.user_id)
    _leave_draft_comments(erasure)


def delete_comments_on(chapters: ChapterQuerySet) -> None:
    """Deletes the comments and kudos of chapters that are deleted for good, in batches."""
    for chapter_pk in list(chapters.values_list("pk", flat=True)):
        comments = Comment.objects.filter(chapter=chapter_pk)
        # Replies first: each batch would take all replies to it with it.
        while pks := list(comments.order_by("-number").values_list("pk", flat=True)[:BATCH_SIZE]):
            Comment.objects.filter(pk__in=pks).delete()
        Kudos.objects.filter(chapter=chapter_pk).delete()


def _leave_discussions(erasure: Erasure) -> None:
    pen_names = PenName.objects.filter(user=erasure.user_id).values_list("pk", flat=True)
    own = Comment.objects.filter(Q(user=erasure.user_id) | Q(pen_name__in=list(pen_names)))
    anonymous = anonymous_pen_name() if own.exclude(pen_name=None).exists() else None
    for chapter_pk in _chapters_of(own):
        discussion = lock_discussion(chapter_pk)
        _leave_discussion(discussion, own.filter(chapter=chapter_pk), erasure, anonymous)
        save_counters(discussion)


def _leave_discussion(
    discussion: Discussion, own: CommentQuerySet, erasure: Erasure, anonymous: PenName | None
) -> None:
    is_erased = erasure.comments == CommentsChoice.ERASE
    # What its commenter deleted is erased in any case.
    erased = own if is_erased else own.filter(state=State.DELETED)
    erasure.counts["comments_erased"] += erase_words(discussion, erased)
    kept = own.exclude(state=State.ERASED)
    erasure.counts["comments_kept"] += kept.count()
    CommentRevision.objects.filter(comment__in=kept).delete()
    for pks in _batches(kept):
        log_of(Comment, pks).delete()
    own.filter(state=State.ERASED).update(pen_name=None, user=None)
    own.filter(pen_name=None).update(user=None)
    # Still by an author of the story: the counts of their replies stay.
    own.update(pen_name=anonymous, user=None)


def _leave_draft_comments(erasure: Erasure) -> None:
    """Deletes what no author is left to read, and the member's replies.

    The names of their links are theirs: the links are deleted after this step.
    """
    DraftComment.objects.filter(chapter__story__in=erasure.without_author).delete()
    DraftComment.objects.filter(user=erasure.user_id).delete()
    DraftComment.objects.filter(resolved_by=erasure.user_id).update(resolved_by=None)
    DraftComment.objects.filter(link__created_by=erasure.user_id).update(name="")


def _leave_ban_log(user_id: int) -> None:
    """Removes the member from the log of bans and of moderators: its values have their id."""
    kinds = (CommentAction.Kind.BAN, CommentAction.Kind.MODERATOR)
    log = CommentAction.objects.filter(kind__in=kinds)
    for action in log.filter(after__user_id=user_id):
        action.before["user_id"] = action.after["user_id"] = None
        action.save(update_fields=["before", "after"])


def _chapters_of(comments: CommentQuerySet) -> list[int]:
    """In order, so that two erasures cannot wait for each other's locks."""
    chapters = comments.order_by("chapter").values_list("chapter", flat=True)
    return list(chapters.distinct())


def _batches(comments: CommentQuerySet) -> Iterator[list[int]]:
    pks = list(comments.values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH_SIZE):
        yield pks[start : start + BATCH_SIZE]
