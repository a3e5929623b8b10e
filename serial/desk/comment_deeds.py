"""What an author does with a comment in one step from their desk."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments import deciding
from serial.comments.acting import CannotAct
from serial.comments.choices import State
from serial.comments.models import Act, Comment
from serial.comments.reacting import set_like


@dataclass(frozen=True)
class Deed:
    """Its button's words, of which comments it is offered, and the verb."""

    name: str
    label: Promise
    is_offered: Callable[[Comment, User], bool]
    do: Callable[[Comment, User], Act | None]
    only_of_threads: bool = False

    def is_about(self, comment: Comment) -> bool:
        return comment.parent_id is None or not self.only_of_threads


def thank(comment: Comment, user: User) -> None:
    """Raises CannotAct where nobody sees the comment: its writer would not know for what."""
    if comment.is_by(user):
        raise CannotAct(gettext("This is your own."))
    set_like(comment, user, given=True)
    if not comment.likes.filter(user=user).exists():
        raise CannotAct(gettext("Publish it first: only what is published can be thanked for."))


def take_thanks_back(comment: Comment, user: User) -> None:
    set_like(comment, user, given=False)


def _can_be_thanked(comment: Comment, user: User) -> bool:
    is_of_somebody_else = comment.pen_name_id is None and not comment.is_by(user)
    return is_of_somebody_else and comment.is_published() and not comment.author_likes


def _can_be_held(comment: Comment, user: User) -> bool:
    return comment.is_published() and comment.pen_name_id is None


def _can_be_hidden(comment: Comment, user: User) -> bool:
    return comment.state in (State.PUBLISHED, State.HELD) and comment.pen_name_id is None


def _is_open_thread(comment: Comment, user: User) -> bool:
    is_first = comment.parent_id is None and comment.is_shown()
    return is_first and comment.closed_at is None


def _is_closed_thread(comment: Comment, user: User) -> bool:
    return comment.parent_id is None and comment.closed_at is not None


DEEDS = (
    Deed("thank", _("Thank"), _can_be_thanked, thank),
    Deed("publish", _("Publish"), lambda c, user: not c.is_published(), deciding.publish),
    Deed("hold", _("Hold"), _can_be_held, deciding.hold),
    Deed("hide", _("Hide"), _can_be_hidden, deciding.hide),
    Deed(
        "close",
        _("Close thread"),
        _is_open_thread,
        lambda c, user: deciding.close_thread(c, True, user),
        only_of_threads=True,
    ),
    Deed(
        "open",
        _("Open thread"),
        _is_closed_thread,
        lambda c, user: deciding.close_thread(c, False, user),
        only_of_threads=True,
    ),
    # Offered just after thanking, and on the comment's own page.
    Deed("unthank", _("Take my thanks back"), lambda c, user: False, take_thanks_back),
)
BY_NAME = {deed.name: deed for deed in DEEDS}


def deeds_for(comment: Comment, user: User) -> list[Deed]:
    return [deed for deed in DEEDS if deed.is_offered(comment, user)]
