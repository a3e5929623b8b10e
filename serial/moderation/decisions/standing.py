"""The decisions of moderators that comments owe their present state to."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext

from serial.comments.changes.base import ActionRefused
from serial.comments.models import CommentAction
from serial.compiled_queries import CompiledRelatedQuery, InIds, Placeholder
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision

# An author approves what a moderator only held.
FINAL_KINDS = (DecisionKind.REJECT, DecisionKind.HIDE)


def standing_decisions(states: Mapping[int, str]) -> dict[int, Decision]:
    """Takes {comment pk: state}, returns {comment pk: the decision that it is from}. One query.

    Without the decisions of checks.
    """
    rows = _BY_MODERATORS.rows(list(states)) if states else []
    latest = {row.item.comment_id: row for row in rows if row.item.comment_id}
    return {pk: row for pk, row in latest.items() if row.after == {"state": states[pk]}}


# Every author's action on a comment asks, and every page of a comment for those who moderate it.
_BY_MODERATORS = CompiledRelatedQuery(
    lambda comment_ids: (
        Decision.objects.in_force()
        .exclude(by=None)
        .filter(InIds("item__comment", comment_ids))
        .select_related("rule", "item")
        .order_by("pk")
    ),
    Placeholder("comment_ids"),
)


def final_for_authors(states: Mapping[int, str]) -> set[int]:
    """Returns the comments that a moderator rejected or hid: authors cannot change them."""
    decisions = standing_decisions(states)
    return {pk for pk, decision in decisions.items() if decision.kind in FINAL_KINDS}


def final_message() -> str:
    return gettext("A moderator of the site decided this. Only moderators can change it.")


def check_authority(actions: Collection[CommentAction]) -> None:
    """Raises ActionRefused if one of these is by an author, who may not change that state."""
    by_people = [action for action in actions if action.by and not action.is_by_commenter()]
    states = {action.comment_id or 0: action.before["state"] for action in by_people}
    by = by_people[0].by if by_people else None
    if by is not None and not by.is_moderator() and final_for_authors(states):
        raise ActionRefused(final_message())
