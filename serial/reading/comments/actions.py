"""The actions on a comment's page: the name, label, permission and function of each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments import editing, moderating, settings_changes
from serial.comments.choices import State
from serial.comments.models import Comment, Like, MemberBlock
from serial.comments.muting import block, mute, unblock, unmute
from serial.comments.reactions import set_like

MUTE, BLOCK = MemberBlock.Kind.MUTE, MemberBlock.Kind.BLOCK
Apply = Callable[[Comment, User | None], object]


@dataclass(frozen=True)
class Viewer:
    """A visitor and their relation to one comment."""

    user: User | None
    is_commenter: bool
    is_moderator: bool
    is_author: bool
    has_liked: bool
    # The kinds of MemberBlock the viewer set on the commenter.
    block_kinds: frozenset[str]

    @classmethod
    def from_request(cls, request: HttpRequest, comment: Comment, *, is_own: bool) -> "Viewer":
        user = request.user if isinstance(request.user, User) else None
        if user is None:
            return cls(None, is_own, False, False, False, frozenset())
        is_author = comment.story.is_authored_by(user)
        member_blocks = MemberBlock.objects.filter(owner=user, target=comment.user_id)
        return cls(
            user=user,
            is_commenter=is_own,
            is_moderator=is_author or user.is_moderator(),
            is_author=is_author,
            has_liked=Like.objects.filter(comment=comment, user=user).exists(),
            block_kinds=frozenset(member_blocks.values_list("kind", flat=True)),
        )


@dataclass(frozen=True)
class Action:
    """`is_allowed` says who may do it, `is_applicable` whether it would change anything now."""

    name: str
    label: Promise | str
    is_allowed: Callable[[Comment, Viewer], bool]
    is_applicable: Callable[[Comment, Viewer], bool]
    apply: Apply

    def is_available(self, comment: Comment, viewer: Viewer) -> bool:
        return self.is_allowed(comment, viewer) and self.is_applicable(comment, viewer)


def _is_commenter(comment: Comment, viewer: Viewer) -> bool:
    return viewer.is_commenter


def _is_moderator(comment: Comment, viewer: Viewer) -> bool:
    return viewer.is_moderator


def _is_author(comment: Comment, viewer: Viewer) -> bool:
    return viewer.is_author


def _is_other_member(comment: Comment, viewer: Viewer) -> bool:
    return viewer.user is not None and not viewer.is_commenter


def _moderation(name: str, label: Promise | str, state: State, apply: Apply) -> Action:
    def is_applicable(comment: Comment, viewer: Viewer) -> bool:
        return comment.is_deletable() and comment.state != state

    return Action(name, label, _is_moderator, is_applicable, apply)


def _mute_or_block(
    name: str,
    label: Promise | str,
    kind: MemberBlock.Kind,
    add: Callable[[User, User, str], None],
) -> Action:
    def is_applicable(comment: Comment, viewer: Viewer) -> bool:
        return comment.user_id is not None and kind not in viewer.block_kinds

    def apply(comment: Comment, user: User | None) -> None:
        if user and comment.user:
            add(user, comment.user, comment.display_name())

    return Action(name, label, _is_other_member, is_applicable, apply)


def _unmute_or_unblock(
    name: str,
    label: Promise | str,
    kind: MemberBlock.Kind,
    remove: Callable[[User, User], None],
) -> Action:
    def is_applicable(comment: Comment, viewer: Viewer) -> bool:
        return kind in viewer.block_kinds

    def apply(comment: Comment, user: User | None) -> None:
        if user and comment.user:
            remove(user, comment.user)

    return Action(name, label, _is_other_member, is_applicable, apply)


def _like(*, given: bool) -> Apply:
    def apply(comment: Comment, user: User | None) -> None:
        if user:
            set_like(comment, user, given=given)

    return apply


ACTIONS = (
    Action(
        "like",
        _("Like"),
        _is_other_member,
        lambda comment, viewer: comment.is_published() and not viewer.has_liked,
        _like(given=True),
    ),
    Action(
        "unlike",
        _("Unlike"),
        _is_other_member,
        lambda comment, viewer: comment.is_published() and viewer.has_liked,
        _like(given=False),
    ),
    Action(
        "delete",
        _("Delete"),
        _is_commenter,
        lambda comment, viewer: comment.is_deletable(),
        lambda comment, user: editing.delete_comment(comment.pk, user),
    ),
    Action(
        "undelete",
        _("Undo delete"),
        _is_commenter,
        lambda comment, viewer: comment.is_undeletable(),
        lambda comment, user: editing.undelete_comment(comment.pk, user),
    ),
    Action(
        "erase",
        _("Erase permanently"),
        _is_commenter,
        lambda comment, viewer: comment.state == State.DELETED,
        lambda comment, user: editing.erase_comment(comment.pk),
    ),
    _moderation("approve", _("Approve"), State.PUBLISHED, moderating.approve),
    _moderation("hold", _("Hold"), State.HELD, moderating.hold),
    _moderation("hide", _("Hide"), State.HIDDEN, moderating.hide),
    _moderation("reject", _("Reject"), State.REJECTED, moderating.reject),
    Action(
        "close-thread",
        _("Close thread"),
        _is_moderator,
        lambda comment, viewer: comment.parent_id is None and comment.closed_at is None,
        lambda comment, user: moderating.close_thread(comment, True, user),
    ),
    Action(
        "reopen-thread",
        _("Reopen thread"),
        _is_moderator,
        lambda comment, viewer: comment.parent_id is None and comment.closed_at is not None,
        lambda comment, user: moderating.close_thread(comment, False, user),
    ),
    Action(
        "pin",
        _("Pin"),
        _is_author,
        lambda comment, viewer: comment.parent_id is None and not comment.is_pinned,
        lambda comment, user: moderating.pin(comment, True, user),
    ),
    Action(
        "unpin",
        _("Unpin"),
        _is_author,
        lambda comment, viewer: comment.is_pinned,
        lambda comment, user: moderating.pin(comment, False, user),
    ),
    Action(
        "hide-quote",
        _("Hide quote"),
        _is_moderator,
        lambda comment, viewer: bool(comment.quote) and not comment.quote_is_hidden,
        lambda comment, user: moderating.hide_quote(comment, True, user),
    ),
    Action(
        "show-quote",
        _("Show quote"),
        _is_moderator,
        lambda comment, viewer: comment.quote_is_hidden,
        lambda comment, user: moderating.hide_quote(comment, False, user),
    ),
    Action(
        "ban",
        _("Ban from this story"),
        _is_author,
        lambda comment, viewer: (
            not viewer.is_commenter and bool(comment.user_id or comment.ip_hash_id)
        ),
        settings_changes.ban_commenter,
    ),
    _mute_or_block("mute", _("Mute"), MUTE, mute),
    _unmute_or_unblock("unmute", _("Unmute"), MUTE, unmute),
    _mute_or_block("block", _("Block"), BLOCK, block),
    _unmute_or_unblock("unblock", _("Unblock"), BLOCK, unblock),
)
ACTIONS_BY_NAME = {action.name: action for action in ACTIONS}


def available_actions(request: HttpRequest, comment: Comment, *, is_own: bool) -> list[Action]:
    """Returns the actions that this visitor may take on the comment now."""
    viewer = Viewer.from_request(request, comment, is_own=is_own)
    return [action for action in ACTIONS if action.is_available(comment, viewer)]
