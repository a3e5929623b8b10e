"""What people may do with a comment from its page: one table, each line with who may."""

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
Verb = Callable[[Comment, User | None], object]


@dataclass(frozen=True)
class Viewer:
    """Somebody before a comment: what they are to it, asked once."""

    user: User | None
    is_mine: bool
    moderates: bool
    is_author: bool
    likes: bool
    blocks: frozenset[str]

    @classmethod
    def of(cls, request: HttpRequest, comment: Comment, *, mine: bool) -> "Viewer":
        user = request.user if isinstance(request.user, User) else None
        if user is None:
            return cls(None, mine, False, False, False, frozenset())
        of_story = comment.story.is_authored_by(user)
        distances = MemberBlock.objects.filter(owner=user, target=comment.user_id)
        return cls(
            user=user,
            is_mine=mine,
            moderates=of_story or user.is_moderator(),
            is_author=of_story,
            likes=Like.objects.filter(comment=comment, user=user).exists(),
            blocks=frozenset(distances.values_list("kind", flat=True)),
        )


@dataclass(frozen=True)
class Action:
    """Something that can be done: its button's words, who may, when it is due, and the verb."""

    name: str
    label: Promise | str
    may: Callable[[Comment, Viewer], bool]
    is_due: Callable[[Comment, Viewer], bool]
    do: Verb

    def is_open_to(self, comment: Comment, viewer: Viewer) -> bool:
        return self.may(comment, viewer) and self.is_due(comment, viewer)


def _is_commenter(comment: Comment, viewer: Viewer) -> bool:
    return viewer.is_mine


def _can_moderate(comment: Comment, viewer: Viewer) -> bool:
    return viewer.moderates


def _is_author(comment: Comment, viewer: Viewer) -> bool:
    return viewer.is_author


def _is_other_member(comment: Comment, viewer: Viewer) -> bool:
    return viewer.user is not None and not viewer.is_mine


def _moderation(name: str, label: Promise | str, state: State, verb: Verb) -> Action:
    def is_due(comment: Comment, viewer: Viewer) -> bool:
        return comment.is_deletable() and comment.state != state

    return Action(name, label, _can_moderate, is_due, verb)


def _mute_or_block(
    name: str,
    label: Promise | str,
    kind: MemberBlock.Kind,
    verb: Callable[[User, User, str], None],
) -> Action:
    def is_due(comment: Comment, viewer: Viewer) -> bool:
        return comment.user_id is not None and kind not in viewer.blocks

    def do(comment: Comment, user: User | None) -> None:
        if user and comment.user:
            verb(user, comment.user, comment.display_name())

    return Action(name, label, _is_other_member, is_due, do)


def _unmute_or_unblock(
    name: str,
    label: Promise | str,
    kind: MemberBlock.Kind,
    verb: Callable[[User, User], None],
) -> Action:
    def is_due(comment: Comment, viewer: Viewer) -> bool:
        return kind in viewer.blocks

    def do(comment: Comment, user: User | None) -> None:
        if user and comment.user:
            verb(user, comment.user)

    return Action(name, label, _is_other_member, is_due, do)


def _like(*, given: bool) -> Verb:
    def do(comment: Comment, user: User | None) -> None:
        if user:
            set_like(comment, user, given=given)

    return do


ACTIONS = (
    Action(
        "like",
        _("Like"),
        _is_other_member,
        lambda c, a: c.is_published() and not a.likes,
        _like(given=True),
    ),
    Action(
        "unlike",
        _("Take my like back"),
        _is_other_member,
        lambda c, a: c.is_published() and a.likes,
        _like(given=False),
    ),
    Action(
        "delete",
        _("Take it back"),
        _is_commenter,
        lambda c, a: c.is_deletable(),
        lambda c, user: editing.delete_comment(c.pk, user),
    ),
    Action(
        "undelete",
        _("Bring it back"),
        _is_commenter,
        lambda c, a: c.is_undeletable(),
        lambda c, user: editing.undelete_comment(c.pk, user),
    ),
    Action(
        "erase",
        _("Erase its words for good"),
        _is_commenter,
        lambda c, a: c.state == State.DELETED,
        lambda c, user: editing.erase_comment(c.pk),
    ),
    _moderation("approve", _("Publish"), State.PUBLISHED, moderating.approve),
    _moderation("hold", _("Hold"), State.HELD, moderating.hold),
    _moderation("hide", _("Hide"), State.HIDDEN, moderating.hide),
    _moderation("reject", _("Reject"), State.REJECTED, moderating.reject),
    Action(
        "close-thread",
        _("Close to further replies"),
        _can_moderate,
        lambda c, a: c.parent_id is None and c.closed_at is None,
        lambda c, user: moderating.close_thread(c, True, user),
    ),
    Action(
        "reopen-thread",
        _("Open to replies"),
        _can_moderate,
        lambda c, a: c.parent_id is None and c.closed_at is not None,
        lambda c, user: moderating.close_thread(c, False, user),
    ),
    Action(
        "pin",
        _("Pin"),
        _is_author,
        lambda c, a: c.parent_id is None and not c.is_pinned,
        lambda c, user: moderating.pin(c, True, user),
    ),
    Action(
        "unpin",
        _("Unpin"),
        _is_author,
        lambda c, a: c.is_pinned,
        lambda c, user: moderating.pin(c, False, user),
    ),
    Action(
        "hide-quote",
        _("Hide the passage"),
        _can_moderate,
        lambda c, a: bool(c.quote) and not c.quote_is_hidden,
        lambda c, user: moderating.hide_quote(c, True, user),
    ),
    Action(
        "show-quote",
        _("Show the passage"),
        _can_moderate,
        lambda c, a: c.quote_is_hidden,
        lambda c, user: moderating.hide_quote(c, False, user),
    ),
    Action(
        "ban",
        _("Take no more comments from this person here"),
        _is_author,
        lambda c, a: not a.is_mine and bool(c.user_id or c.ip_hash_id),
        settings_changes.ban_commenter,
    ),
    _mute_or_block("mute", _("Mute this person"), MUTE, mute),
    _unmute_or_unblock("unmute", _("Unmute this person"), MUTE, unmute),
    _mute_or_block("block", _("No replies from this person"), BLOCK, block),
    _unmute_or_unblock("unblock", _("Allow replies from this person"), BLOCK, unblock),
)
ACTIONS_BY_NAME = {choice.name: choice for choice in ACTIONS}


def actions_for(request: HttpRequest, comment: Comment, *, mine: bool) -> list[Action]:
    """What this person may do with the comment now."""
    viewer = Viewer.of(request, comment, mine=mine)
    return [choice for choice in ACTIONS if choice.is_open_to(comment, viewer)]
