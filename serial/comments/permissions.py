"""Whether somebody may act on comments, and whether they may post one."""

from collections.abc import Callable
from typing import Self

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from accounts.models import User, Visitor
from serial.comments.choices import DELETED_STATES, Audience
from serial.comments.models import Comment, GuestIpHash, MemberBlock, StoryBan
from serial.comments.policy import CommentPolicy
from serial.comments.submission import CommentSubmission
from serial.compiled_queries import CompiledTuples, Placeholder


class PostingRefused(Exception):
    """Raised when a comment may not be posted. `message` is for the commenter."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message

    @classmethod
    def already_sent(cls) -> Self:
        message = gettext(
            "This form was already sent with another text. To post this text as a new comment,"
            " send it again."
        )
        return cls("already-sent", message)


def authorize(by: Visitor | None, is_allowed: Callable[[Visitor], bool]) -> User | None:
    """Returns the member to log as the actor. Raises PermissionDenied if `by` is not allowed.

    None as `by` is the site itself: a command, or the sample. Views pass `request.user`, which
    is never None.
    """
    if by is None:
        return None
    if not is_allowed(by):
        raise PermissionDenied
    return by if by.is_authenticated else None


def check_may_post(
    submission: CommentSubmission,
    policy: CommentPolicy,
    ip_hash: GuestIpHash | None,
    *,
    is_author: bool,
) -> None:
    """Raises PostingRefused if this comment may not be posted. `ip_hash` is None for members."""
    if policy.is_closed:
        raise PostingRefused("closed", gettext("Comments on this chapter are closed."))
    _check_audience(submission, policy, is_author=is_author)
    if not is_author:
        _check_ban(submission, ip_hash)
    if submission.parent is not None:
        _check_reply(submission, submission.parent, is_author=is_author)


def _check_audience(
    submission: CommentSubmission, policy: CommentPolicy, *, is_author: bool
) -> None:
    if is_author:
        return
    if policy.audience == Audience.NOBODY:
        raise PostingRefused("no-comments", gettext("This chapter does not accept comments."))
    if submission.user is None and policy.audience == Audience.MEMBERS:
        message = gettext("Only members can comment here. Sign in, then send your comment again.")
        raise PostingRefused("members-only", message)


def _check_ban(submission: CommentSubmission, ip_hash: GuestIpHash | None) -> None:
    if _is_banned(submission.user, ip_hash, submission.chapter.story_id):
        message = gettext("The author of this story banned you from commenting on it.")
        raise PostingRefused("banned", message)


def _is_banned(user: User | None, ip_hash: GuestIpHash | None, story_pk: int) -> bool:
    if user is not None:
        return bool(_BANS_OF_MEMBER.fetch(story_pk, user.pk))
    return ip_hash is not None and bool(_BANS_OF_GUEST.fetch(story_pk, ip_hash.pk))


_BANS_OF_MEMBER = CompiledTuples(
    lambda story_id, user_id: StoryBan.objects.filter(story=story_id, user=user_id).values_list(
        "pk"
    )[:1],
    *(Placeholder("story_id"), Placeholder("user_id")),
)
_BANS_OF_GUEST = CompiledTuples(
    lambda story_id, ip_hash_id: StoryBan.objects.filter(
        story=story_id, ip_hash=ip_hash_id
    ).values_list("pk")[:1],
    *(Placeholder("story_id"), Placeholder("ip_hash_id")),
)


def _check_reply(submission: CommentSubmission, parent: Comment, *, is_author: bool) -> None:
    parent = Comment.objects.get(pk=parent.pk)
    if parent.state in DELETED_STATES:
        message = gettext(
            "The comment you reply to was deleted. You can post yours as a new comment."
        )
        raise PostingRefused("parent-unavailable", message)
    is_own = submission.user is not None and parent.user_id == submission.user.pk
    if not parent.is_published() and not (is_own or is_author):
        message = gettext(
            "The comment you reply to is no longer visible. You can post yours as a new comment."
        )
        raise PostingRefused("parent-unavailable", message)
    first = Comment.objects.get(chapter=parent.chapter_id, number=parent.thread)
    if first.closed_at is not None and not is_author:
        raise PostingRefused("thread-closed", gettext("This thread is closed to new replies."))
    blocks = MemberBlock.objects.filter(owner=parent.user_id, kind=MemberBlock.Kind.BLOCK)
    if submission.user is not None and blocks.filter(target=submission.user).exists():
        message = gettext("You cannot reply to this person because they blocked you.")
        raise PostingRefused("blocked", message)
