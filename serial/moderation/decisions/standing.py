"""The decisions of moderators that comments owe their present state to."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext

from serial.comments.changes.base import ActionRefused
from serial.comments.models import CommentAction
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision

# An author approves what a moderator only held.
FINAL_KINDS = (DecisionKind.REJECT, DecisionKind.HIDE)


def standing_decisions(states: Mapping[int, str]) -> dict[int, Decision]:
    """Takes {comment pk: state}, returns {comment pk: the decision that it is from}. One query.

    Without the decisions of checks.
    """
    by_moderators = Decision.objects.in_force().exclude(by=None).filter(item__comment__in=states)
    rows = by_moderators.select_related("rule", "item").order_by("pk")
    latest = {row.item.comment_id: row for row in rows if row.item.comment_id}
    return {pk: row for pk, row in latest.items() if row.after == {"state": states[pk]}}


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
