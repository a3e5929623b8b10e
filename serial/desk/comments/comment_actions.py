"""The actions that the author's inbox offers for each comment."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.comments.reactions import set_like


@dataclass(frozen=True)
class DeskAction:
    """A button of the inbox: shown if `is_offered`, runs `apply` on click."""

    name: str
    label: Promise
    is_offered: Callable[[Comment, User], bool]
    apply: Callable[[Comment, User], CommentAction | None]
    is_for_threads_only: bool = False

    def applies_to(self, comment: Comment) -> bool:
        return comment.parent_id is None or not self.is_for_threads_only


def like(comment: Comment, user: User) -> None:
    """Raises ActionRefused if the comment is the user's own or not published."""
    if comment.is_by(user):
        raise ActionRefused(gettext("You cannot like your own comment."))
    set_like(comment, user, given=True)
    if not comment.likes.filter(user=user).exists():
        raise ActionRefused(
            gettext("Only published comments can be liked. Approve this comment first.")
        )


def unlike(comment: Comment, user: User) -> None:
    set_like(comment, user, given=False)


def _can_be_liked(comment: Comment, user: User) -> bool:
    is_by_reader = comment.pen_name_id is None and not comment.is_by(user)
    return is_by_reader and comment.is_published() and not comment.liked_by_author


def _can_be_held(comment: Comment, user: User) -> bool:
    return comment.is_published() and comment.pen_name_id is None


def _can_be_hidden(comment: Comment, user: User) -> bool:
    return comment.state in (State.PUBLISHED, State.HELD) and comment.pen_name_id is None


def _is_open_thread(comment: Comment, user: User) -> bool:
    is_thread = comment.parent_id is None and comment.is_visible()
    return is_thread and comment.closed_at is None


def _is_closed_thread(comment: Comment, user: User) -> bool:
    return comment.parent_id is None and comment.closed_at is not None


ACTIONS = (
    DeskAction("like", _("Like"), _can_be_liked, like),
    DeskAction(
        "approve",
        _("Approve"),
        lambda comment, user: not comment.is_published(),
        moderating.approve,
    ),
    DeskAction("hold", _("Hold"), _can_be_held, moderating.hold),
    DeskAction("hide", _("Hide"), _can_be_hidden, moderating.hide),
    DeskAction(
        "close-thread",
        _("Close thread"),
        _is_open_thread,
        lambda comment, user: moderating.close_thread(comment, True, user),
        is_for_threads_only=True,
    ),
    DeskAction(
        "reopen-thread",
        _("Reopen thread"),
        _is_closed_thread,
        lambda comment, user: moderating.close_thread(comment, False, user),
        is_for_threads_only=True,
    ),
    # Never listed with a comment: only the Undo button after a like sends it.
    DeskAction("unlike", _("Unlike"), lambda comment, user: False, unlike),
)
ACTIONS_BY_NAME = {action.name: action for action in ACTIONS}


def actions_for(comment: Comment, user: User) -> list[DeskAction]:
    return [action for action in ACTIONS if action.is_offered(comment, user)]
