"""Deciding about many comments at once: what `decide` does for each, with few queries.

The comments of an act on many (Wave) are decided in batches. Each batch is one transaction.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from serial.bulk_rows import insert_rows
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.many import NewState, change_states
from serial.comments.models import CommentAction
from serial.moderation.decisions.checks import store_later_states
from serial.moderation.decisions.kinds import KINDS
from serial.moderation.decisions.many.outcomes import Locked, Outcome, refusal
from serial.moderation.decisions.recording import (
    Ruling,
    check_possible,
    judge_reports_of,
    new_decision,
)
from serial.moderation.models import Decision, ReviewItem, Sanction, Wave
from serial.moderation.review.items import ItemChange, items_for, update_items
from serial.moderation.sanctions.orders import give_sanction
from serial.moderation.subjects.comments import (
    ITEM_OBSERVER,
    STATE_AFTER,
    CommentSubject,
    subjects_of,
)


@transaction.atomic
def decide_many(
    seen: Mapping[int, int], ruling: Ruling, by: User | None, *, wave: Wave, newcomers: set[int]
) -> dict[int, Outcome]:
    """Decides about comments, seen as {comment: revision}. Returns {comment: outcome}.

    ruling.sanction is only given to the commenters of `newcomers`, once to each in this wave.
    A comment that changed since, or that a colleague has open, is refused.
    """
    locked = Locked.lock(seen)
    subjects = {s.comment.pk: s for s in subjects_of(list(locked.comments.values()))}
    refused = {pk: _refusal(s, seen[pk], ruling, by) for pk, s in subjects.items()}
    items = _lock_items([subject for pk, subject in subjects.items() if not refused[pk]])
    refused |= {pk: _claimed_by_another(item, by) for pk, item in items.items()}
    chosen = [subject for pk, subject in subjects.items() if not refused[pk]]
    decisions = [new_decision(s, items[s.comment.pk], ruling, by, wave=wave) for s in chosen]
    state = STATE_AFTER[ruling.kind]
    changes = [NewState(subject.comment, state, has_decision=True) for subject in chosen]
    actions = change_states(locked.discussions, changes, by, without=ITEM_OBSERVER)
    store_later_states(actions, items)
    _save_decisions(decisions, actions)
    _give_sanctions(chosen, decisions, ruling, wave, newcomers)
    _close(chosen, decisions)
    outcomes = {pk: Outcome(refused=reason) for pk, reason in refused.items()}
    for subject, action in zip(chosen, actions, strict=True):
        outcomes[subject.comment.pk] = Outcome(action)
    return outcomes


def _refusal(subject: CommentSubject, revision: int, ruling: Ruling, by: User | None) -> str:
    """Why this comment is not decided like the others; empty if it is."""
    try:
        check_possible(subject, ruling, by)
    except ActionRefused as error:
        return str(error)
    return refusal(subject.comment, revision, ruling.kind)


def _claimed_by_another(item: ReviewItem, by: User | None) -> str:
    is_claimed = item.claimed_until is not None and item.claimed_until > timezone.now()
    is_own = by is not None and item.claimed_by_id == by.pk
    return gettext("A colleague has it open.") if is_claimed and not is_own else ""


def _lock_items(subjects: Sequence[CommentSubject]) -> dict[int, ReviewItem]:
    """Returns {comment: item}. Makes those that are missing."""
    rows = ReviewItem.objects.filter(comment__in=[subject.comment for subject in subjects])
    present = set(rows.values_list("comment", flat=True))
    items_for([subject for subject in subjects if subject.comment.pk not in present])
    locked = rows.select_for_update(no_key=True).order_by("pk")
    return {item.comment_id: item for item in locked if item.comment_id is not None}


def _save_decisions(decisions: Sequence[Decision], actions: Sequence[CommentAction]) -> None:
    for decision, action in zip(decisions, actions, strict=True):
        decision.action, decision.before, decision.after = action, action.before, action.after
    insert_rows(decisions)


def _give_sanctions(
    subjects: Sequence[CommentSubject],
    decisions: Sequence[Decision],
    ruling: Ruling,
    wave: Wave,
    newcomers: set[int],
) -> None:
    if ruling.sanction is None:
        return
    given = Sanction.objects.filter(decision__wave=wave).values_list("member", "ip_hash")
    people: set[tuple[int | None, int | None]] = {(None, None), *given}
    for subject, decision in zip(subjects, decisions, strict=True):
        person = (subject.member_id(), subject.ip_hash_id())
        if subject.comment.pk in newcomers and person not in people:
            give_sanction(ruling.sanction, decision, subject)
            people.add(person)


def _close(subjects: Sequence[CommentSubject], decisions: Sequence[Decision]) -> None:
    """Judges the open reports. An item still waits if its comment is held."""
    judge_reports_of(decisions)
    update_items(
        [
            ItemChange(
                decision.item,
                subject,
                is_reported=decision.item.is_reported and KINDS[decision.kind].outcome is None,
                decided_at=decision.created_at,
            )
            for subject, decision in zip(subjects, decisions, strict=True)
        ]
    )
