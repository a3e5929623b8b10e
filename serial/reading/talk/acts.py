"""What people may do with a comment from its page: one table, each line with who may."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments import deciding, editing, ruling
from serial.comments.choices import State
from serial.comments.keeping_away import keep_away, let_near
from serial.comments.models import Comment, Distance, Like
from serial.comments.reacting import set_like

MUTE, BLOCK = Distance.Kind.MUTE, Distance.Kind.BLOCK


@dataclass(frozen=True)
class Asker:
    """Somebody before a comment: what they are to it, asked once."""

    user: User | None
    is_mine: bool
    moderates: bool
    is_of_the_story: bool
    likes: bool
    keeps_away: frozenset[str]

    @classmethod
    def of(cls, request: HttpRequest, comment: Comment, *, mine: bool) -> "Asker":
        user = request.user if isinstance(request.user, User) else None
        if user is None:
            return cls(None, mine, False, False, False, frozenset())
        of_story = comment.story.is_written_by(user)
        distances = Distance.objects.filter(owner=user, person=comment.writer_id)
        return cls(
            user=user,
            is_mine=mine,
            moderates=of_story or user.is_moderator(),
            is_of_the_story=of_story,
            likes=Like.objects.filter(comment=comment, user=user).exists(),
            keeps_away=frozenset(distances.values_list("kind", flat=True)),
        )

    def is_member_before_another(self, comment: Comment) -> bool:
        others = comment.writer_id is not None and not self.is_mine
        return self.user is not None and others


@dataclass(frozen=True)
class Choice:
    """Something that can be done: its button's words, who may, and the verb."""

    name: str
    label: Promise | str
    is_open_to: Callable[[Comment, Asker], bool]
    do: Callable[[Comment, User | None], object]


def _may_like(comment: Comment, asker: Asker) -> bool:
    return asker.user is not None and not asker.is_mine and comment.is_published()


def _decides(state: State) -> Callable[[Comment, Asker], bool]:
    def is_open(comment: Comment, asker: Asker) -> bool:
        return asker.moderates and comment.can_be_taken_back() and comment.state != state

    return is_open


def _first_of_thread(comment: Comment, asker: Asker) -> bool:
    return asker.moderates and comment.parent_id is None


def _may_keep_away(kind: str, *, does: bool) -> Callable[[Comment, Asker], bool]:
    def is_open(comment: Comment, asker: Asker) -> bool:
        return asker.is_member_before_another(comment) and (kind in asker.keeps_away) == does

    return is_open


def _keep_away(kind: Distance.Kind) -> Callable[[Comment, User | None], object]:
    def do(comment: Comment, user: User | None) -> None:
        if user and comment.writer:
            keep_away(user, comment.writer, kind)

    return do


def _let_near(kind: Distance.Kind) -> Callable[[Comment, User | None], object]:
    def do(comment: Comment, user: User | None) -> None:
        if user and comment.writer:
            let_near(user, comment.writer, kind)

    return do


def _like(*, given: bool) -> Callable[[Comment, User | None], object]:
    def do(comment: Comment, user: User | None) -> None:
        if user:
            set_like(comment, user, given=given)

    return do


CHOICES = (
    Choice("like", _("Like"), lambda c, a: _may_like(c, a) and not a.likes, _like(given=True)),
    Choice(
        "unlike",
        _("Take my like back"),
        lambda c, a: _may_like(c, a) and a.likes,
        _like(given=False),
    ),
    Choice(
        "delete",
        _("Take it back"),
        lambda c, a: a.is_mine and c.can_be_taken_back(),
        lambda c, user: editing.delete(c.pk, user),
    ),
    Choice(
        "undelete",
        _("Bring it back"),
        lambda c, a: a.is_mine and c.is_open_to_undeleting(),
        lambda c, user: editing.undelete(c.pk, user),
    ),
    Choice(
        "erase",
        _("Erase its words for good"),
        lambda c, a: a.is_mine and c.state == State.DELETED,
        lambda c, user: editing.erase(c.pk),
    ),
    Choice("publish", _("Publish"), _decides(State.PUBLISHED), deciding.publish),
    Choice("hold", _("Hold"), _decides(State.HELD), deciding.hold),
    Choice("hide", _("Hide"), _decides(State.HIDDEN), deciding.hide),
    Choice("reject", _("Reject"), _decides(State.REJECTED), deciding.reject),
    Choice(
        "close",
        _("Close to further replies"),
        lambda c, a: _first_of_thread(c, a) and c.closed_at is None,
        lambda c, user: deciding.close_thread(c, True, user),
    ),
    Choice(
        "open",
        _("Open to replies"),
        lambda c, a: _first_of_thread(c, a) and c.closed_at is not None,
        lambda c, user: deciding.close_thread(c, False, user),
    ),
    Choice(
        "pin",
        _("Pin"),
        lambda c, a: _first_of_thread(c, a) and a.is_of_the_story and not c.is_pinned,
        lambda c, user: deciding.pin(c, True, user),
    ),
    Choice(
        "unpin",
        _("Unpin"),
        lambda c, a: _first_of_thread(c, a) and a.is_of_the_story and c.is_pinned,
        lambda c, user: deciding.pin(c, False, user),
    ),
    Choice(
        "hide-quote",
        _("Hide the passage"),
        lambda c, a: a.moderates and bool(c.quote) and not c.quote_is_hidden,
        lambda c, user: deciding.hide_quote(c, True, user),
    ),
    Choice(
        "show-quote",
        _("Show the passage"),
        lambda c, a: a.moderates and c.quote_is_hidden,
        lambda c, user: deciding.hide_quote(c, False, user),
    ),
    Choice(
        "stop",
        _("Take no more comments from this person here"),
        lambda c, a: a.is_of_the_story and not a.is_mine and bool(c.writer_id or c.address_id),
        ruling.stop_writer,
    ),
    Choice("mute", _("Mute this person"), _may_keep_away(MUTE, does=False), _keep_away(MUTE)),
    Choice("unmute", _("Unmute this person"), _may_keep_away(MUTE, does=True), _let_near(MUTE)),
    Choice(
        "block",
        _("No replies from this person"),
        _may_keep_away(BLOCK, does=False),
        _keep_away(BLOCK),
    ),
    Choice(
        "unblock",
        _("Allow replies from this person"),
        _may_keep_away(BLOCK, does=True),
        _let_near(BLOCK),
    ),
)
BY_NAME = {choice.name: choice for choice in CHOICES}


def acts_for(request: HttpRequest, comment: Comment, *, mine: bool) -> list[Choice]:
    """What this person may do with the comment now."""
    asker = Asker.of(request, comment, mine=mine)
    return [choice for choice in CHOICES if choice.is_open_to(comment, asker)]
