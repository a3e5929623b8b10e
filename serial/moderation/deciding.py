"""Deciding about what is under review, and undoing it: the one way for moderators and checks.

State, counts, log, reports, sanctions and item change in one transaction or not at all.
"""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User, Visitor
from serial.comments.models import Comment
from serial.comments.permissions import authorize
from serial.moderation.decisions.recording import Ruling, record_decision
from serial.moderation.decisions.undoing import record_undoing
from serial.moderation.models import Decision, ReviewItem, Wave
from serial.moderation.review.items import item_for, lock_item
from serial.moderation.subjects.base import Subject
from serial.moderation.subjects.registry import lock_subject, subject_of

__all__ = ["Clash", "Ruling", "Seen", "decide", "decide_now", "undo"]


@dataclass(frozen=True)
class Seen:
    """What the moderator saw: ReviewItem.version and the revision of the thing."""

    version: int
    revision: int


class Clash(Exception):
    """Raised if the item or the thing changed since it was seen. `item` is as it is now."""

    def __init__(self, item: ReviewItem) -> None:
        super().__init__(f"{item.pk} is at version {item.version}, revision {item.revision}")
        self.item = item


@transaction.atomic
def decide(
    item_pk: int,
    ruling: Ruling,
    by: User | None,
    seen: Seen,
    *,
    wave: Wave | None = None,
    check_code: str = "",
) -> Decision:
    """Decides, if nothing changed since `seen`; otherwise raises Clash and changes nothing.

    by: a moderator; None for a check (`check_code` says which) and for the site itself.
    Raises PermissionDenied, and ActionRefused if nothing is possible or needed.
    """
    user = authorize(by, may_decide)
    item = ReviewItem.objects.get(pk=item_pk)
    if seen.version != item.version:
        # Without waiting for the lock: many moderators may press the button at the same moment.
        raise Clash(item)
    subject, item = _lock(item)
    if seen != Seen(item.version, subject.revision()):
        raise Clash(item)
    return record_decision(subject, item, ruling, user, wave=wave, check_code=check_code)


@transaction.atomic
def decide_now(comment: Comment, ruling: Ruling, by: Visitor) -> Decision:
    """Decides on a comment as it is now: the moderator sees it on its own page.

    For moderators of the site. What an author does on their story is no decision, but an action
    (serial/comments/moderating.py). Raises what `decide` raises, without Clash.
    """
    user = authorize(by, may_decide)
    subject, item = _lock(item_for(subject_of(comment)))
    return record_decision(subject, item, ruling, user)


@transaction.atomic
def undo(decision_pk: int, by: Visitor | None) -> Decision:
    """Restores what was before a decision, and returns the decision that does so.

    Raises PermissionDenied, and ActionRefused if it was undone already or changed again later.
    """
    user = authorize(by, may_decide)
    subject, item = _lock(ReviewItem.objects.get(decisions=decision_pk))
    decision = Decision.objects.select_related("action").get(pk=decision_pk)
    return record_undoing(subject, item, decision, user)


def may_decide(user: Visitor) -> bool:
    return user.is_authenticated and user.is_moderator()


def _lock(item: ReviewItem) -> tuple[Subject, ReviewItem]:
    """Locks the thing, then its item."""
    subject = lock_subject(item)
    return subject, lock_item(item.pk)
