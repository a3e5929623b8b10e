"""All actions on comments: the name, label, permission and verb of each.

The comment's page offers all of them; the desk and the moderators' admin pick some by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Visitor
from serial.comments import editing, moderating, settings_changes
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction, MemberBlock
from serial.comments.muting import set_member_block
from serial.comments.reactions import set_done, set_like
from serial.comments.viewers import Viewer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

MUTE, BLOCK = MemberBlock.Kind.MUTE, MemberBlock.Kind.BLOCK
Permission = Callable[[Viewer], bool]
Condition = Callable[[Comment, Viewer], bool]
# Takes the comment, `request.user` and the guest's owner token.
Verb = Callable[[Comment, Visitor, str], object]


@dataclass(frozen=True)
class Action:
    """A button on a comment.

    permission: who is offered it. The verb checks the same, and raises PermissionDenied.
    is_applicable: whether it would change anything now.
    """

    name: str
    label: "LazyText"
    permission: Permission
    is_applicable: Condition
    verb: Verb
    is_for_threads: bool = False

    def is_available(self, comment: Comment, viewer: Viewer) -> bool:
        return self.permission(viewer) and self.is_applicable(comment, viewer)

    def apply(self, comment: Comment, by: Visitor, owner_token: str = "") -> CommentAction | None:
        """Returns the entry of the action log; None if nothing changed or it is not logged.

        Raises PermissionDenied and ActionRefused.
        """
        logged = self.verb(comment, by, owner_token)
        return logged if isinstance(logged, CommentAction) else None


def available_actions(actions: Iterable[Action], comment: Comment, viewer: Viewer) -> list[Action]:
    return [action for action in actions if action.is_available(comment, viewer)]


def pick_actions(*names: str) -> list[Action]:
    return [ACTIONS[name] for name in names]


def _is_commenter(viewer: Viewer) -> bool:
    return viewer.is_commenter


def _is_moderator(viewer: Viewer) -> bool:
    return viewer.is_moderator


def _is_author(viewer: Viewer) -> bool:
    return viewer.is_author


def _is_other_member(viewer: Viewer) -> bool:
    return viewer.is_other_member


def _own(
    name: str,
    label: "LazyText",
    is_applicable: Callable[[Comment], bool],
    verb: Callable[[int, Visitor, str], object],
) -> Action:
    return Action(
        name,
        label,
        _is_commenter,
        lambda comment, viewer: is_applicable(comment),
        lambda comment, by, token: verb(comment.pk, by, token),
    )


def _moderation(
    name: str,
    label: "LazyText",
    state: State,
    verb: Callable[[Comment, Visitor], CommentAction | None],
) -> Action:
    return Action(
        name,
        label,
        _is_moderator,
        lambda comment, viewer: comment.is_deletable() and comment.state != state,
        lambda comment, by, token: verb(comment, by),
    )


def _thread_switch(
    name: str,
    label: "LazyText",
    permission: Permission,
    is_applicable: Callable[[Comment], bool],
    verb: Callable[[Comment, Visitor], CommentAction | None],
) -> Action:
    return Action(
        name,
        label,
        permission,
        lambda comment, viewer: comment.parent_id is None and is_applicable(comment),
        lambda comment, by, token: verb(comment, by),
        is_for_threads=True,
    )


def _like(name: str, label: "LazyText", *, given: bool) -> Action:
    return Action(
        name,
        label,
        _is_other_member,
        lambda comment, viewer: comment.is_published() and viewer.has_liked != given,
        lambda comment, by, token: set_like(comment, by, given=given),
    )


def _done(name: str, label: "LazyText", *, done: bool) -> Action:
    return Action(
        name,
        label,
        _is_author,
        lambda comment, viewer: comment.is_done if not done else comment.can_be_done(),
        lambda comment, by, token: set_done(comment, by, done=done),
    )


def _member_block(name: str, label: "LazyText", kind: MemberBlock.Kind, *, given: bool) -> Action:
    return Action(
        name,
        label,
        _is_other_member,
        lambda comment, viewer: (
            comment.user_id is not None and (kind in viewer.block_kinds) != given
        ),
        lambda comment, by, token: set_member_block(comment, kind, by, given=given),
    )


ALL_ACTIONS = (
    _like("like", _("Like"), given=True),
    _like("unlike", _("Unlike"), given=False),
    _done("done", _("Done"), done=True),
    _done("not-done", _("Not done"), done=False),
    _own("delete", _("Delete"), Comment.is_deletable, editing.delete_comment),
    _own("undelete", _("Undo delete"), Comment.is_undeletable, editing.undelete_comment),
    _own("erase", _("Erase permanently"), Comment.is_erasable, editing.erase_comment),
    _moderation("approve", _("Approve"), State.PUBLISHED, moderating.approve),
    _moderation("hold", _("Hold"), State.HELD, moderating.hold),
    _moderation("hide", _("Hide"), State.HIDDEN, moderating.hide),
    _moderation("reject", _("Reject"), State.REJECTED, moderating.reject),
    _thread_switch(
        "close-thread",
        _("Close thread"),
        _is_moderator,
        lambda comment: comment.closed_at is None,
        lambda comment, by: moderating.close_thread(comment, True, by),
    ),
    _thread_switch(
        "reopen-thread",
        _("Reopen thread"),
        _is_moderator,
        lambda comment: comment.closed_at is not None,
        lambda comment, by: moderating.close_thread(comment, False, by),
    ),
    _thread_switch(
        "pin",
        _("Pin"),
        _is_author,
        lambda comment: not comment.is_pinned,
        lambda comment, by: moderating.pin(comment, True, by),
    ),
    _thread_switch(
        "unpin",
        _("Unpin"),
        _is_author,
        lambda comment: comment.is_pinned,
        lambda comment, by: moderating.pin(comment, False, by),
    ),
    Action(
        "hide-quote",
        _("Hide quote"),
        _is_moderator,
        lambda comment, viewer: bool(comment.quote) and not comment.quote_is_hidden,
        lambda comment, by, token: moderating.hide_quote(comment, True, by),
    ),
    Action(
        "show-quote",
        _("Show quote"),
        _is_moderator,
        lambda comment, viewer: comment.quote_is_hidden,
        lambda comment, by, token: moderating.hide_quote(comment, False, by),
    ),
    Action(
        "ban",
        _("Ban from this story"),
        _is_author,
        lambda comment, viewer: (
            not viewer.is_commenter and bool(comment.user_id or comment.ip_hash_id)
        ),
        lambda comment, by, token: settings_changes.ban_commenter(comment, by),
    ),
    _member_block("mute", _("Mute"), MUTE, given=True),
    _member_block("unmute", _("Unmute"), MUTE, given=False),
    _member_block("block", _("Block"), BLOCK, given=True),
    _member_block("unblock", _("Unblock"), BLOCK, given=False),
)
ACTIONS = {action.name: action for action in ALL_ACTIONS}
