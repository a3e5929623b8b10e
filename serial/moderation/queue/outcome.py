"""What the line above the buttons says: what was just done, with Undo, or why it was not."""

from dataclasses import dataclass

from django.utils.translation import gettext

from accounts.models import User
from serial.moderation.choices import DecisionKind, Status, SubjectKind
from serial.moderation.decisions.kinds import done_of
from serial.moderation.models import Decision
from serial.moderation.queue.rows import name_of


@dataclass(frozen=True)
class Outcome:
    """done: such as "Approved." name: of the commenter. pk: of the decision.

    undo: the decision to undo, if it can be. gone: the item, if it no longer waits.
    is_problem: nothing was done, and `done` says why.
    """

    done: str
    name: str = ""
    story: str = ""
    is_comment: bool = False
    pk: int | None = None
    undo: int | None = None
    gone: int | None = None
    is_problem: bool = False


def load_outcome(pk: int, user: User) -> Outcome | None:
    """Of a decision that this moderator made; None for any other."""
    related = ("item__comment__user", "item__comment__pen_name", "item__on_story", "undone_by")
    decisions = Decision.objects.filter(pk=pk, by=user).select_related(*related)
    decision = decisions.only(
        *("kind", "before", "after", "undone_by__id"),
        *("item__kind", "item__status", "item__on_story__title"),
        *("item__comment__state", "item__comment__guest_name"),
        *("item__comment__user__username", "item__comment__pen_name__name"),
    ).first()
    return None if decision is None else _outcome_of(decision)


def _outcome_of(decision: Decision) -> Outcome:
    is_undoing = decision.kind == DecisionKind.UNDO
    is_undone = is_undoing or getattr(decision, "undone_by", None) is not None
    return Outcome(
        done=gettext("Undone.") if is_undone else done_of(decision.kind, as_is=decision.left_as_is),
        name=name_of(decision.item),
        story=decision.item.on_story.title if decision.item.on_story else "",
        is_comment=decision.item.kind == SubjectKind.COMMENT,
        pk=decision.pk,
        undo=None if is_undone else decision.pk,
        gone=decision.item_id if decision.item.status == Status.DECIDED else None,
    )
