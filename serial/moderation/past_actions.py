"""Logged actions on comments with their decisions, as authors and moderators see them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext

from accounts.models import Visitor
from serial.comments.models import CommentAction
from serial.comments.models.comment_action import CommentActionQuerySet
from serial.compiled_queries import CompiledRelatedQuery, InIds, Placeholder
from serial.moderation.decisions.kinds import past_of
from serial.moderation.models import Decision


@dataclass(frozen=True)
class PastAction:
    """decision: what the action belongs to; None for what an author did.

    by_name: without the names of moderators, which only moderators see.
    """

    action: CommentAction
    decision: Decision | None
    by_name: str
    is_undoable: bool


def past_actions(actions: Iterable[CommentAction], user: Visitor) -> list[PastAction]:
    """Takes actions read with `undone_by` and `by`. Makes one query, for their decisions.

    What a moderator or a check decided, only a moderator undoes.
    """
    actions = list(actions)
    decisions = decisions_of(actions)
    is_moderator = user.is_authenticated and bool(decisions) and user.is_moderator()
    if not is_moderator:
        # A note, a warning, or reports that were dismissed: nothing of theirs changed.
        actions = [action for action in actions if action.before != action.after]
    return [
        PastAction(
            action,
            decision := decisions.get(action.pk),
            _name(action, decision, is_moderator=is_moderator),
            is_undoable=_is_undoable(action, decision, is_moderator=is_moderator),
        )
        for action in actions
    ]


def decisions_of(actions: Collection[CommentAction]) -> dict[int, Decision]:
    """Returns {action pk: the decision that it belongs to}."""
    rows = _DECISIONS.rows([action.pk for action in actions]) if actions else []
    return {row.action_id: row for row in rows if row.action_id}


_DECISIONS = CompiledRelatedQuery(
    lambda ids: Decision.objects.filter(InIds("action", ids)).select_related("rule", "by"),
    Placeholder("action_ids"),
)


def without_checks(actions: CommentActionQuerySet) -> CommentActionQuerySet:
    """For lists of what people changed."""
    return actions.exclude(decision__check_code__gt="").exclude(before=F("after"))


def explain_to_author(decision: Decision) -> str:
    """Tells an author of the story what a moderator decided about a comment, and why."""
    parts = [gettext("Decided by a moderator of the site: %(kind)s.")]
    parts[0] %= {"kind": past_of(decision.kind)}
    if decision.rule is not None:
        parts.append(gettext("Rule %(rule)s.") % {"rule": decision.rule})
    if decision.words:
        parts.append(decision.words)
    return " ".join(parts)


def _name(action: CommentAction, decision: Decision | None, *, is_moderator: bool) -> str:
    if decision is not None and decision.check_code:
        return gettext("Automatic check")
    if decision is not None and not is_moderator:
        return gettext("A moderator")
    return str(action.by or "")


def _is_undoable(action: CommentAction, decision: Decision | None, *, is_moderator: bool) -> bool:
    if getattr(action, "undone_by", None) is not None:
        return False
    return decision is None or (is_moderator and decision.undoes_id is None)
