"""Comments that are decided together, and what became of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from serial.comments.choices import State
from serial.comments.counters import lock_comments
from serial.comments.models import Comment, CommentAction, Discussion
from serial.moderation.choices import DecisionKind

# The states of the comments that each kind of decision is for.
STATES_BEFORE: dict[str, tuple[State, ...]] = {
    DecisionKind.APPROVE: (State.HELD,),
    DecisionKind.REJECT: (State.HELD, State.PUBLISHED),
    DecisionKind.HIDE: (State.HELD, State.PUBLISHED),
    DecisionKind.HOLD: (State.PUBLISHED,),
}


@dataclass(frozen=True)
class Outcome:
    """action: the entry of the comment's log; None if it was refused for this reason."""

    action: CommentAction | None = None
    refused: str = ""


@dataclass(frozen=True)
class Locked:
    """Comments whose discussions are locked, by their keys."""

    discussions: Mapping[int, Discussion]
    comments: Mapping[int, Comment]

    @classmethod
    def lock(cls, pks: Iterable[int]) -> "Locked":
        return cls(*lock_comments(pks))


def refusal(comment: Comment, revision: int, kind: str) -> str:
    """Why this comment is not decided like the others; empty if it is."""
    if comment.edit_count != revision:
        return gettext("Edited meanwhile.")
    if comment.state not in STATES_BEFORE[kind]:
        return gettext("Already decided, or deleted by its commenter.")
    return ""
