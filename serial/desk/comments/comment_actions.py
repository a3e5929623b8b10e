"""What an author does with a comment in one step from their desk."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments import moderating
from serial.comments.action_log import ActionRefused
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.comments.reactions import set_like


@dataclass(frozen=True)
class DeskAction:
    """Its button's words, of which comments it is offered, and the verb."""

    name: str
    label: Promise
    is_offered: Callable[[Comment, User], bool]
    do: Callable[[Comment, User], CommentAction | None]
    only_of_threads: bool = False

    def is_about(self, comment: Comment) -> bool:
        return comment.parent_id is None or not self.only_of_threads


def thank(comment: Comment, user: User) -> None:
    """Raises CannotAct where nobody sees the comment: its writer would not know for what."""
    if comment.is_by(user):
        raise ActionRefused(gettext("This is your own."))
    set_like(comment, user, given=True)
    if not comment.likes.filter(user=user).exists():
        raise ActionRefused(gettext("Publish it first: only what is published can be thanked for."))


def unthank(comment: Comment, user: User) -> None:
    set_like(comment, user, given=False)


def _can_be_thanked(comment: Comment, user: User) -> bool:
    is_of_somebody_else = comment.pen_name_id is None and not comment.is_by(user)
    return is_of_somebody_else and comment.is_published() and not comment.liked_by_author


def _can_be_held(comment: Comment, user: User) -> bool:
    return comment.is_published() and comment.pen_name_id is None


def _can_be_hidden(comment: Comment, user: User) -> bool:
    return comment.state in (State.PUBLISHED, State.HELD) and comment.pen_name_id is None


def _is_open_thread(comment: Comment, user: User) -> bool:
    is_first = comment.parent_id is None and comment.is_visible()
    return is_first and comment.closed_at is None


def _is_closed_thread(comment: Comment, user: User) -> bool:
    return comment.parent_id is None and comment.closed_at is not None


ACTIONS = (
    DeskAction("thank", _("Thank"), _can_be_thanked, thank),
    DeskAction("publish", _("Publish"), lambda c, user: not c.is_published(), moderating.approve),
    DeskAction("hold", _("Hold"), _can_be_held, moderating.hold),
    DeskAction("hide", _("Hide"), _can_be_hidden, moderating.hide),
    DeskAction(
        "close",
        _("Close thread"),
        _is_open_thread,
        lambda c, user: moderating.close_thread(c, True, user),
        only_of_threads=True,
    ),
    DeskAction(
        "open",
        _("Open thread"),
        _is_closed_thread,
        lambda c, user: moderating.close_thread(c, False, user),
        only_of_threads=True,
    ),
    # Offered just after thanking, and on the comment's own page.
    DeskAction("unthank", _("Take my thanks back"), lambda c, user: False, unthank),
)
ACTIONS_BY_NAME = {deed.name: deed for deed in ACTIONS}


def actions_for(comment: Comment, user: User) -> list[DeskAction]:
    return [deed for deed in ACTIONS if deed.is_offered(comment, user)]
