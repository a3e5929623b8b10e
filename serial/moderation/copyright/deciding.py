"""Deciding on a copyright notice: taking down, rejecting, putting back. Each is recorded."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters import taking_down as chapters
from serial.moderation.copyright.choices import STATE_AFTER, DecisionKind, NoticeState
from serial.moderation.copyright.models import CopyrightDecision, CopyrightNotice, NoticeTarget
from serial.moderation.copyright.models.target import TargetKind
from serial.stories import taking_down as stories
from serial.stories.models import Story


class DecisionRefused(Exception):
    """Raised if the notice is in another state by now. str(error) is the message for the user."""


def lock_notice(pk: int) -> CopyrightNotice:
    """Locks the notice until the transaction ends, and its story first.

    Two notices may name the same chapter: only one of them can be decided on at a time.
    """
    story_pk = CopyrightNotice.objects.values_list("story", flat=True).get(pk=pk)
    list(Story.objects.select_for_update().filter(pk=story_pk).values("pk"))
    return CopyrightNotice.objects.select_for_update().get(pk=pk)


def check_possible(notice: CopyrightNotice, kind: DecisionKind) -> None:
    """Raises DecisionRefused."""
    if kind not in notice.possible_decisions():
        message = gettext("Not possible: the notice is “%(state)s” by now.")
        raise DecisionRefused(message % {"state": notice.get_state_display()})


@transaction.atomic
def decide(notice_pk: int, kind: DecisionKind, reason: str, by: User) -> CopyrightDecision:
    """Raises PermissionDenied if `by` is not a moderator, and DecisionRefused."""
    if not by.is_moderator():
        raise PermissionDenied
    notice = lock_notice(notice_pk)
    check_possible(notice, kind)
    targets = notice.targets.select_related("notice__story", "chapter__story")
    if kind == DecisionKind.TAKE_DOWN:
        for target in targets.filter(is_down=False):
            _take_down(target, by)
    elif kind == DecisionKind.RESTORE:
        for target in targets.down():
            _put_back(target, by)
    return _record(notice, kind, reason, by)


def _record(
    notice: CopyrightNotice, kind: DecisionKind, reason: str, by: User
) -> CopyrightDecision:
    decision = CopyrightDecision.objects.create(notice=notice, kind=kind, reason=reason, by=by)
    is_countered = hasattr(notice, "counter_notice")
    notice.state = STATE_AFTER[kind]
    if kind == DecisionKind.TAKE_DOWN and is_countered:
        # Taken down again after it was put back: the authors have said what they think.
        notice.state = NoticeState.KEPT_DOWN
    notice.due_at = None
    notice.handled_by, notice.decided_at = by, decision.decided_at
    notice.save(update_fields=["state", "due_at", "handled_by", "decided_at"])
    return decision


def _take_down(target: NoticeTarget, by: User) -> None:
    # Another notice may have taken it down before.
    is_down = NoticeTarget.objects.same_as(target).down().exists()
    if target.kind == TargetKind.CHAPTER and target.chapter and not is_down:
        chapters.take_down(target.chapter, TakedownReason.COPYRIGHT, by)
    elif target.kind == TargetKind.STORY and target.notice.story and not is_down:
        stories.take_down(target.notice.story, TakedownReason.COPYRIGHT, by)
    target.is_down = True
    target.save(update_fields=["is_down"])


def _put_back(target: NoticeTarget, by: User) -> None:
    target.is_down = False
    target.save(update_fields=["is_down"])
    if NoticeTarget.objects.same_as(target).down().exists():
        return
    if target.kind == TargetKind.CHAPTER and target.chapter:
        chapters.put_back(target.chapter, TakedownReason.COPYRIGHT, by)
    elif target.kind == TargetKind.STORY and target.notice.story:
        stories.put_back(target.notice.story, TakedownReason.COPYRIGHT, by)
