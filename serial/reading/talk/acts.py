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
Verb = Callable[[Comment, User | None], object]


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


@dataclass(frozen=True)
class Choice:
    """Something that can be done: its button's words, who may, when it is due, and the verb."""

    name: str
    label: Promise | str
    may: Callable[[Comment, Asker], bool]
    is_due: Callable[[Comment, Asker], bool]
    do: Verb

    def is_open_to(self, comment: Comment, asker: Asker) -> bool:
        return self.may(comment, asker) and self.is_due(comment, asker)


def _writer(comment: Comment, asker: Asker) -> bool:
    return asker.is_mine


def _moderates(comment: Comment, asker: Asker) -> bool:
    return asker.moderates


def _is_of_the_story(comment: Comment, asker: Asker) -> bool:
    return asker.is_of_the_story


def _another_member(comment: Comment, asker: Asker) -> bool:
    return asker.user is not None and not asker.is_mine


def _decision(name: str, label: Promise | str, state: State, verb: Verb) -> Choice:
    def is_due(comment: Comment, asker: Asker) -> bool:
        return comment.can_be_taken_back() and comment.state != state

    return Choice(name, label, _moderates, is_due, verb)


def _distance(name: str, label: Promise | str, kind: Distance.Kind, *, keeps: bool) -> Choice:
    def is_due(comment: Comment, asker: Asker) -> bool:
        return comment.writer_id is not None and (kind in asker.keeps_away) != keeps

    def do(comment: Comment, user: User | None) -> None:
        if user and comment.writer and keeps:
            keep_away(user, comment.writer, kind, comment.shown_name())
        elif user and comment.writer:
            let_near(user, comment.writer, kind)

    return Choice(name, label, _another_member, is_due, do)


def _like(*, given: bool) -> Verb:
    def do(comment: Comment, user: User | None) -> None:
        if user:
            set_like(comment, user, given=given)

    return do


CHOICES = (
    Choice(
        "like",
        _("Like"),
        _another_member,
        lambda c, a: c.is_published() and not a.likes,
        _like(given=True),
    ),
    Choice(
        "unlike",
        _("Take my like back"),
        _another_member,
        lambda c, a: c.is_published() and a.likes,
        _like(given=False),
    ),
    Choice(
        "delete",
        _("Take it back"),
        _writer,
        lambda c, a: c.can_be_taken_back(),
        lambda c, user: editing.delete(c.pk, user),
    ),
    Choice(
        "undelete",
        _("Bring it back"),
        _writer,
        lambda c, a: c.is_open_to_undeleting(),
        lambda c, user: editing.undelete(c.pk, user),
    ),
    Choice(
        "erase",
        _("Erase its words for good"),
        _writer,
        lambda c, a: c.state == State.DELETED,
        lambda c, user: editing.erase(c.pk),
    ),
    _decision("publish", _("Publish"), State.PUBLISHED, deciding.publish),
    _decision("hold", _("Hold"), State.HELD, deciding.hold),
    _decision("hide", _("Hide"), State.HIDDEN, deciding.hide),
    _decision("reject", _("Reject"), State.REJECTED, deciding.reject),
    Choice(
        "close",
        _("Close to further replies"),
        _moderates,
        lambda c, a: c.parent_id is None and c.closed_at is None,
        lambda c, user: deciding.close_thread(c, True, user),
    ),
    Choice(
        "open",
        _("Open to replies"),
        _moderates,
        lambda c, a: c.parent_id is None and c.closed_at is not None,
        lambda c, user: deciding.close_thread(c, False, user),
    ),
    Choice(
        "pin",
        _("Pin"),
        _is_of_the_story,
        lambda c, a: c.parent_id is None and not c.is_pinned,
        lambda c, user: deciding.pin(c, True, user),
    ),
    Choice(
        "unpin",
        _("Unpin"),
        _is_of_the_story,
        lambda c, a: c.is_pinned,
        lambda c, user: deciding.pin(c, False, user),
    ),
    Choice(
        "hide-quote",
        _("Hide the passage"),
        _moderates,
        lambda c, a: bool(c.quote) and not c.quote_is_hidden,
        lambda c, user: deciding.hide_quote(c, True, user),
    ),
    Choice(
        "show-quote",
        _("Show the passage"),
        _moderates,
        lambda c, a: c.quote_is_hidden,
        lambda c, user: deciding.hide_quote(c, False, user),
    ),
    Choice(
        "stop",
        _("Take no more comments from this person here"),
        _is_of_the_story,
        lambda c, a: not a.is_mine and bool(c.writer_id or c.address_id),
        ruling.stop_writer,
    ),
    _distance("mute", _("Mute this person"), MUTE, keeps=True),
    _distance("unmute", _("Unmute this person"), MUTE, keeps=False),
    _distance("block", _("No replies from this person"), BLOCK, keeps=True),
    _distance("unblock", _("Allow replies from this person"), BLOCK, keeps=False),
)
BY_NAME = {choice.name: choice for choice in CHOICES}


def acts_for(request: HttpRequest, comment: Comment, *, mine: bool) -> list[Choice]:
    """What this person may do with the comment now."""
    asker = Asker.of(request, comment, mine=mine)
    return [choice for choice in CHOICES if choice.is_open_to(comment, asker)]
