"""Buttons on a comment outside the queue: what a moderator of the site does is a decision.

What authors do on their own stories, and commenters with their own comments, are actions.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import Visitor
from serial.comments.actions import Action, available_actions
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.of_comment import ThreadClosedChange
from serial.comments.changes.registry import CHANGES
from serial.comments.choices import State
from serial.comments.counters import lock_comment
from serial.comments.models import Comment, CommentAction
from serial.comments.undoing import undo_action
from serial.comments.viewers import Viewer
from serial.moderation.choices import DecisionKind
from serial.moderation.closed_comments import check_stays_closed
from serial.moderation.colleagues import check_not_own, is_for_colleague
from serial.moderation.deciding import Ruling, decide_now, undo
from serial.moderation.decisions.kinds import KINDS
from serial.moderation.decisions.recording import NothingChanged
from serial.moderation.decisions.standing import FINAL_KINDS
from serial.moderation.models import Decision, Rule
from serial.moderation.review.items import item_for
from serial.moderation.subjects.registry import subject_of
from serial.params import parse_id

# The decision that a button stands for, if a moderator of the site presses it.
KIND_OF_ACTION = {
    "approve": DecisionKind.APPROVE,
    "hold": DecisionKind.HOLD,
    "hide": DecisionKind.HIDE,
    "reject": DecisionKind.REJECT,
    "close-thread": DecisionKind.CLOSE_THREAD,
}
# What reverses or changes a decision without being one: a moderator leaves it to a colleague too.
LIKE_DECISIONS = {"reopen-thread", "hide-quote", "show-quote"}
# They change the state of a comment.
STATE_ACTIONS = {"approve", "hold", "hide", "reject"}


def offered_actions(
    actions: Iterable[Action],
    comment: Comment,
    viewer: Viewer,
    by: Visitor,
    decision: Decision | None,
    *,
    moderates_site: bool | None = None,
) -> list[Action]:
    """The buttons that do something. decision: the one that the comment owes its state to.
    moderates_site: whether `by` does; lists give it, so that it is not read for each comment.

    What a moderator of the site rejected or hid, authors do not change. Moderators do not decide
    about their own comments.
    """
    offered = available_actions(actions, comment, viewer)
    # What authors do on their own stories is no decision.
    if not viewer.is_author and _is_own_of_moderator(comment, by):
        offered = [one for one in offered if decision_kind(one, comment, by) is None]
    is_final = decision is not None and decision.kind in FINAL_KINDS
    if not is_final:
        return offered
    if moderates_site is None:
        moderates_site = by.is_authenticated and by.is_moderator()
    if moderates_site:
        return offered
    return [action for action in offered if action.name not in STATE_ACTIONS]


def _is_own_of_moderator(comment: Comment, by: Visitor) -> bool:
    """Whether another moderator decides about this comment, since it is their own."""
    if not by.is_authenticated or by.pk != comment.user_id:
        return False
    return by.is_moderator() and is_for_colleague({comment.user_id}, by)


def decision_kind(action: Action, comment: Comment, by: Visitor) -> DecisionKind | None:
    """Returns what this person would decide with the button; None if it is no decision."""
    kind = KIND_OF_ACTION.get(action.name)
    if kind is None or not by.is_authenticated or comment.story.is_authored_by(by):
        return None
    return kind if by.is_moderator() else None


def needs_ground(action: Action, comment: Comment, by: Visitor) -> bool:
    """Whether this person has to name a rule, or to write why."""
    kind = decision_kind(action, comment, by)
    return kind is not None and KINDS[kind].asks_ground(is_public=comment.is_published())


@transaction.atomic
def apply_action(
    action: Action,
    comment: Comment,
    by: Visitor,
    owner_token: str = "",
    rule: Rule | None = None,
    *,
    seen: int | None = None,
    seen_state: str = "",
) -> CommentAction | None:
    """Returns the entry of the comment's log; None if nothing changed or it is not logged.

    seen, seen_state: the revision and the state of the comment that they saw, if the page knows.
    Raises PermissionDenied, and ActionRefused also if the comment changed since.
    """
    if seen is not None and action.name in STATE_ACTIONS:
        _discussion, locked = lock_comment(comment.pk)
        if locked.edit_count != seen:
            raise ActionRefused(
                gettext("It was edited since you opened the page. Read it again, then decide.")
            )
        if seen_state and locked.state != seen_state:
            message = gettext("Its state changed since you opened the page: it is “%(state)s” now.")
            raise ActionRefused(message % {"state": State(locked.state).label})
    kind = decision_kind(action, comment, by)
    if kind is None:
        if action.name in LIKE_DECISIONS:
            _check_not_by(comment, by)
        if action.name == "reopen-thread":
            check_stays_closed(ThreadClosedChange(closed=False), comment, by)
        return action.apply(comment, by, owner_token)
    words = rule.words if rule else ""
    try:
        return decide_now(comment, Ruling(kind=kind, rule=rule, words=words), by).action
    except NothingChanged:
        return None


def url_to_decide(comment: Comment, action: Action) -> str:
    """Returns the URL at which a moderator chooses the rule and the words to the commenter."""
    item = item_for(subject_of(comment))
    url = reverse("moderation_item", args=[item.pk])
    return f"{url}?{urlencode({'do': KIND_OF_ACTION[action.name]})}"


def find_rule(typed: str | None) -> Rule | None:
    """Returns the rule in force with this primary key, as a form sent it."""
    pk = parse_id(typed)
    return Rule.objects.in_force().filter(pk=pk).first() if pk else None


def undo_logged(action: CommentAction, by: Visitor) -> CommentAction | None:
    """Undoes an entry of a comment's log, and the decision that made it.

    Raises PermissionDenied and ActionRefused.
    """
    decision = Decision.objects.filter(action=action).first()
    if decision is None:
        if action.comment is not None and not (by.is_authenticated and action.by_id == by.pk):
            _check_not_by(action.comment, by)
        change = CHANGES[action.kind]
        check_stays_closed(change.from_json(action.before), change.subject_of(action), by)
        return undo_action(action, by)
    return undo(decision.pk, by).action


def _check_not_by(comment: Comment, by: Visitor) -> None:
    """Raises ActionRefused if it is this moderator's own comment, on a story of others."""
    if by.is_authenticated and comment.user_id == by.pk and not comment.is_on_story_of(by):
        check_not_own({comment.user_id}, by)
