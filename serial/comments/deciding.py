"""What becomes of a comment, decided by its story's people or by moderators; and undoing that.

Who may is asked by whoever calls: `comment.is_moderated_by(user)`.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.acting import CannotAct, Value, record
from serial.comments.choices import TAKEN_BACK, State
from serial.comments.counting import move_count, save_changed, set_state
from serial.comments.models import Act, Comment, Discussion
from serial.comments.posting import lock_with_discussion

# More would push the newest out of sight.
MOST_PINNED = 3

Change = Callable[[Discussion, Comment, Value], None]


def publish(comment: Comment, by: User | None) -> Act | None:
    return _decide(comment, State.PUBLISHED, by)


def hold(comment: Comment, by: User | None) -> Act | None:
    return _decide(comment, State.HELD, by)


def hide(comment: Comment, by: User | None) -> Act | None:
    return _decide(comment, State.HIDDEN, by)


def reject(comment: Comment, by: User | None) -> Act | None:
    return _decide(comment, State.REJECTED, by)


def close_thread(comment: Comment, closed: bool, by: User | None) -> Act | None:
    return change(Act.Kind.CLOSE_THREAD, comment.pk, {"closed": closed}, by)


def pin(comment: Comment, pinned: bool, by: User | None) -> Act | None:
    """Raises CannotAct where three threads of the chapter are pinned already."""
    return change(Act.Kind.PIN, comment.pk, {"pinned": pinned}, by)


def hide_quote(comment: Comment, hidden: bool, by: User | None) -> Act | None:
    return change(Act.Kind.QUOTE, comment.pk, {"hidden": hidden}, by)


def place(comment: Comment, block: int | None, by: User | None) -> Act | None:
    """Puts a thread on another paragraph, or with None on the chapter as a whole."""
    return change(Act.Kind.PLACE, comment.pk, {"block": block}, by)


def _decide(comment: Comment, state: State, by: User | None) -> Act | None:
    return change(Act.Kind.STATE, comment.pk, {"state": state}, by)


@transaction.atomic
def change(
    kind: Act.Kind, pk: int, after: Value, by: User | None, *, undoes: Act | None = None
) -> Act | None:
    """Sets and records it; None where it was so already. Raises CannotAct."""
    discussion, comment = lock_with_discussion(pk)
    before = value_of(kind, comment)
    if before == after:
        return None
    CHANGES[kind](discussion, comment, after)
    save_changed(discussion)
    return record(kind, comment, before, after, by, undoes=undoes)


def value_of(kind: Act.Kind, comment: Comment) -> Value:
    match kind:
        case Act.Kind.STATE:
            return {"state": comment.state}
        case Act.Kind.CLOSE_THREAD:
            return {"closed": comment.closed_at is not None}
        case Act.Kind.PIN:
            return {"pinned": comment.is_pinned}
        case Act.Kind.QUOTE:
            return {"hidden": comment.quote_is_hidden}
        case _:
            return {"block": comment.block}


def _change_state(discussion: Discussion, comment: Comment, after: Value) -> None:
    if comment.state in TAKEN_BACK:
        raise CannotAct(gettext("Its writer took this comment back."))
    if after["state"] in TAKEN_BACK:
        raise CannotAct(gettext("Only its writer takes a comment back."))
    comment.state_changed_at = timezone.now()
    set_state(discussion, comment, State(after["state"]))


def _close(discussion: Discussion, comment: Comment, after: Value) -> None:
    comment.closed_at = timezone.now() if after["closed"] else None
    comment.save(update_fields=["closed_at"])


def _pin(discussion: Discussion, comment: Comment, after: Value) -> None:
    pinned = Comment.objects.filter(chapter=comment.chapter_id, is_pinned=True)
    if after["pinned"] and comment.parent_id is not None:
        raise CannotAct(gettext("Only the first comment of a thread can be pinned."))
    if after["pinned"] and pinned.count() >= MOST_PINNED:
        raise CannotAct(gettext("Three threads are pinned already: unpin one of them first."))
    comment.is_pinned = after["pinned"]
    comment.save(update_fields=["is_pinned"])


def _hide_quote(discussion: Discussion, comment: Comment, after: Value) -> None:
    comment.quote_is_hidden = after["hidden"]
    comment.save(update_fields=["quote_is_hidden"])


def _place(discussion: Discussion, comment: Comment, after: Value) -> None:
    thread = Comment.objects.filter(chapter=comment.chapter_id, thread=comment.thread)
    move_count(discussion, comment.block, after["block"], thread.published().count())
    thread.update(block=after["block"])


CHANGES: dict[str, Change] = {
    Act.Kind.STATE: _change_state,
    Act.Kind.CLOSE_THREAD: _close,
    Act.Kind.PIN: _pin,
    Act.Kind.QUOTE: _hide_quote,
    Act.Kind.PLACE: _place,
}
