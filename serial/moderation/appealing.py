"""Appeals: one for each decision, answered by somebody else where there is somebody else."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User, Visitor
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.registry import CHANGES
from serial.comments.choices import State
from serial.comments.models import CommentAction
from serial.comments.observers import Event
from serial.comments.time_limits import UNDO_WINDOW
from serial.moderation.causes import (
    Cause,
    appeal_of,
    comment_of,
    concerns,
    is_appealable,
    is_undone,
    same_in_wave,
)
from serial.moderation.choices import AppealStatus, DecisionKind
from serial.moderation.colleagues import has_colleague
from serial.moderation.deciding import Ruling, decide_now, undo
from serial.moderation.models import Appeal, Decision
from serial.moderation.models.decision import STORY_KINDS
from serial.moderation.subjects.hidable import author_ids

# Of the words of an appeal.
APPEAL_MAX_LENGTH = 2_000


@transaction.atomic
def appeal(cause: Cause, words: str, by: Visitor, owner_token: str = "") -> Appeal:
    """Raises PermissionDenied if it does not concern them, and ActionRefused."""
    if not concerns(cause, by, owner_token):
        raise PermissionDenied
    if not is_appealable(cause):
        raise ActionRefused(gettext("It is too late to appeal this decision."))
    field = "decision" if isinstance(cause, Decision) else "action"
    member = by if isinstance(by, User) else None
    values = {"words": words, "member": member}
    if not _is_in_appealed_wave(cause):
        made, is_new = Appeal.objects.get_or_create(**{field: cause}, defaults=values)
        if is_new:
            return made
    raise ActionRefused(gettext("You have already appealed this decision."))


def _is_in_appealed_wave(cause: Cause) -> bool:
    is_in_wave = isinstance(cause, Decision) and cause.wave_id is not None
    return is_in_wave and appeal_of(cause) is not None


@transaction.atomic
def withdraw(cause: Cause, by: Visitor, owner_token: str = "") -> None:
    """Deletes an appeal that has no answer. Raises PermissionDenied and ActionRefused."""
    if not concerns(cause, by, owner_token):
        raise PermissionDenied
    made = appeal_of(cause)
    waiting = Appeal.objects.waiting().filter(pk=made.pk) if made else Appeal.objects.none()
    if not waiting.delete()[0]:
        raise ActionRefused(gettext("This appeal was already answered."))


def cause_of(made: Appeal) -> Cause:
    cause = made.decision or made.action
    if cause is None:
        # The constraint appeal_has_one_cause forbids it.
        raise ValueError(made.pk)
    return cause


def is_own_decision(made: Appeal, user: User) -> bool:
    return cause_of(made).by_id == user.pk


def is_own_appeal(made: Appeal, user: User) -> bool:
    return made.member_id == user.pk


def is_about_own_story(made: Appeal, user: User) -> bool:
    """Whether a story of theirs was decided on, or they are an author where one acted."""
    return user.pk in author_ids(_story_of(cause_of(made)))


def _story_of(cause: Cause) -> int | None:
    if isinstance(cause, CommentAction):
        return cause.story_id
    return cause.item.on_story_id if cause.item.kind in STORY_KINDS else None


def may_answer(made: Appeal, user: User) -> bool:
    """Moderators; their own appeal, about their own decision, or about their own story only if
    there is nobody else.
    """
    if not user.is_moderator():
        return False
    concerned = {made.member_id, *author_ids(_story_of(cause_of(made)))}
    is_own = user.pk in concerned or is_own_decision(made, user)
    return not is_own or not has_colleague(user, concerned)


@transaction.atomic
def answer_appeal(appeal_pk: int, *, reverse: bool, words: str, by: User) -> Appeal:
    """Raises PermissionDenied, and ActionRefused if it was answered or withdrawn, or cannot be
    reversed.
    """
    made = Appeal.objects.with_cause().select_for_update().filter(pk=appeal_pk).first()
    if made is None:
        raise ActionRefused(gettext("This appeal was withdrawn."))
    if not may_answer(made, by):
        raise PermissionDenied
    if made.status != AppealStatus.WAITING:
        raise ActionRefused(gettext("This appeal was already answered."))
    if not words.strip():
        raise ActionRefused(gettext("Write an answer."))
    if reverse:
        _reverse(cause_of(made), words, by)
    made.status = AppealStatus.REVERSED if reverse else AppealStatus.UPHELD
    made.answer, made.answered_by, made.answered_at = words, by, timezone.now()
    made.claimed_by, made.claimed_until = None, None
    made.save()
    return made


def _reverse(cause: Cause, words: str, by: User) -> None:
    """Restores what was before, of a wave for all that is the appellant's."""
    _check_not_just_deleted(cause)
    if isinstance(cause, CommentAction):
        _reverse_act(cause, words, by)
        return
    remaining = same_in_wave(cause).filter(undone_by=None)
    for pk in list(remaining.values_list("pk", flat=True)):
        undo(pk, by)


def _check_not_just_deleted(cause: Cause) -> None:
    """Restored, it would have the state that it had when it was deleted: the one appealed."""
    comment = comment_of(cause)
    if comment is not None and comment.is_undeletable():
        minutes = UNDO_WINDOW // timedelta(minutes=1)
        message = gettext(
            "Its commenter deleted the comment, and can restore it for %(minutes)d minutes. "
            "Answer after that."
        )
        raise ActionRefused(message % {"minutes": minutes})


def _reverse_act(action: CommentAction, words: str, by: User) -> None:
    """What an author did to a comment is reversed by a decision, whose words the author reads."""
    if action.kind == CommentAction.Kind.BAN:
        CHANGES[action.kind].undo(action, by)
        return
    comment = action.comment
    if comment is None or is_undone(action) or comment.state != action.after["state"]:
        # Its author or commenter changed it meanwhile.
        return
    was_held = action.before["state"] == State.HELD
    kind = DecisionKind.HOLD if was_held else DecisionKind.APPROVE
    decide_now(comment, Ruling(kind=kind, words=words), by)


def keep_text_of_appeals(events: Sequence[Event]) -> None:
    """Who reviews an appeal reads the text until it is answered (COMMENT_OBSERVERS).

    So its commenter cannot destroy it before, unless they withdraw the appeal.
    """
    erased = [comment.pk for comment, _action in events if comment.state == State.ERASED]
    if erased and Appeal.objects.waiting().about_comments(erased).exists():
        raise ActionRefused(
            gettext(
                "Your appeal needs this text. You can erase it after the answer, or if you "
                "withdraw the appeal."
            )
        )
