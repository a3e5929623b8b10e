"""What a statement of reasons is about: a decision, or what an author did to a comment."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from accounts.models import User, Visitor
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction, StoryBan
from serial.comments.models.comment_action import CommentActionQuerySet
from serial.moderation.choices import TOLD_KINDS, DecisionKind
from serial.moderation.models import Appeal, Decision
from serial.moderation.models.decision import DecisionQuerySet
from serial.moderation.time_limits import APPEAL_PERIOD

Cause = Decision | CommentAction
# A moderator decides on what is held anyway.
APPEALABLE_KINDS = tuple(kind for kind in TOLD_KINDS if kind != DecisionKind.HOLD)
REFUSED_STATES = (State.HIDDEN.value, State.REJECTED.value)


def acts_of_authors() -> CommentActionQuerySet:
    """What authors did against comments on their stories, which is no decision."""
    actions = CommentAction.objects.filter(kind=CommentAction.Kind.STATE, decision=None)
    return actions.filter(after__state__in=REFUSED_STATES).exclude(by=None)


def acts_about(user: User) -> CommentActionQuerySet:
    """What authors did against this member's comments, and the bans from stories in force."""
    against_comments = acts_of_authors().filter(comment__user=user).exclude(by=user)
    banned_from = StoryBan.objects.filter(user=user).values("story")
    # With the answer to an appeal that lifted one.
    is_told = Q(story__in=banned_from, undone_by=None) | Q(appeal__member=user)
    bans = CommentAction.objects.filter(is_told, kind=CommentAction.Kind.BAN).exclude(by=None)
    bans = bans.filter(after__user_id=user.pk, after__banned=True)
    return CommentAction.objects.filter(Q(pk__in=against_comments) | Q(pk__in=bans))


def concerns(cause: Cause, visitor: Visitor, owner_token: str = "") -> bool:
    """Whether this visitor reads its statement. owner_token: of a guest who wrote the comment."""
    comment = comment_of(cause)
    if comment is not None:
        return comment.is_by(visitor, owner_token)
    if not isinstance(visitor, User):
        return False
    if isinstance(cause, CommentAction):
        return acts_about(visitor).filter(pk=cause.pk).exists()
    return Decision.objects.told_to(visitor).filter(pk=cause.pk).exists()


def comment_of(cause: Cause) -> Comment | None:
    return cause.item.comment if isinstance(cause, Decision) else cause.comment


def appeal_of(cause: Cause) -> Appeal | None:
    """There is one for all decisions of a wave about the same person."""
    if isinstance(cause, Decision) and cause.wave_id is not None:
        return Appeal.objects.filter(decision__in=same_in_wave(cause)).first()
    return getattr(cause, "appeal", None)


def same_in_wave(decision: Decision) -> DecisionQuerySet:
    """Returns the decisions of its wave about the same person; of a guest only this one."""
    if decision.wave_id is None or decision.member_id is None:
        return Decision.objects.filter(pk=decision.pk)
    same = Decision.objects.filter(wave=decision.wave_id, member=decision.member_id, undoes=None)
    return same.order_by("pk")


def appeal_until(cause: Cause) -> datetime:
    return cause.created_at + APPEAL_PERIOD


def is_undone(cause: Cause) -> bool:
    return getattr(cause, "undone_by", None) is not None


def is_appealable(cause: Cause) -> bool:
    """Whether an appeal could be sent now, if there is none yet."""
    is_decided = isinstance(cause, CommentAction) or cause.kind in APPEALABLE_KINDS
    return is_decided and not is_undone(cause) and timezone.now() < appeal_until(cause)
