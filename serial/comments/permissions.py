"""Why a comment may not be posted, in words that say what to do. Nothing is stored then."""

from django.db.models import Q
from django.utils.translation import gettext

from serial.comments.choices import DELETED_STATES, Audience
from serial.comments.models import Comment, GuestIpHash, MemberBlock, StoryBan
from serial.comments.policy import CommentPolicy
from serial.comments.submission import CommentSubmission


class PostingRefused(Exception):
    """`code` is the refusal's own name; its text is for whoever wrote the comment."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(said)
        self.code, self.message = code, said


def check_may_post(
    posting: CommentSubmission,
    rules: CommentPolicy,
    address: GuestIpHash | None,
    *,
    is_author: bool,
) -> None:
    """Raises Refused where this person may not post this comment in this place."""
    if rules.is_closed:
        raise PostingRefused("closed", gettext("The comments on this chapter are closed."))
    _check_audience(posting, rules, is_author=is_author)
    if not is_author:
        _check_ban(posting, address)
    if posting.parent is not None:
        _check_reply(posting, posting.parent, is_author=is_author)


def _check_audience(posting: CommentSubmission, rules: CommentPolicy, *, is_author: bool) -> None:
    if is_author:
        return
    if rules.audience == Audience.NOBODY:
        raise PostingRefused("nobody", gettext("This chapter takes no comments."))
    if posting.user is None and rules.audience == Audience.MEMBERS:
        raise PostingRefused(
            "members", gettext("Members comment here: sign in, and send this again.")
        )


def _check_ban(posting: CommentSubmission, address: GuestIpHash | None) -> None:
    who = Q(person=posting.user) if posting.user else Q(ip_hash=address)
    if StoryBan.objects.filter(who, story=posting.chapter.story_id).exists():
        raise PostingRefused(
            "stopped", gettext("The author of this story does not take comments from you.")
        )


def _check_reply(posting: CommentSubmission, parent: Comment, *, is_author: bool) -> None:
    parent = Comment.objects.get(pk=parent.pk)
    if parent.state in DELETED_STATES:
        raise PostingRefused(
            "parent-gone",
            gettext("The comment that you answer was taken back. You can send yours by itself."),
        )
    is_own = posting.user is not None and parent.user_id == posting.user.pk
    if not parent.is_published() and not (is_own or is_author):
        raise PostingRefused(
            "parent-gone",
            gettext("The comment that you answer is not shown now. You can send yours by itself."),
        )
    first = Comment.objects.get(chapter=parent.chapter_id, number=parent.thread)
    if first.closed_at is not None and not is_author:
        raise PostingRefused("thread-closed", gettext("This thread takes no further replies."))
    blocked = MemberBlock.objects.filter(owner=parent.user_id, kind=MemberBlock.Kind.BLOCK)
    if posting.user is not None and blocked.filter(person=posting.user).exists():
        raise PostingRefused("blocked", gettext("This person does not take replies from you."))
