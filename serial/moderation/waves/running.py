"""Carrying out a wave in the background, and taking it back, in batches.

Each batch is one transaction with the progress of its comments, so that a process which is killed
decides none of them twice, and another goes on where it was.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext

from serial.bulk_rows import update_rows
from serial.comments.changes.many import NewState, change_states
from serial.jobs.adding import add_job
from serial.jobs.bulk_acts import RowProgress
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.moderation.choices import DecisionKind, SanctionKind
from serial.moderation.decisions.many.deciding import decide_many
from serial.moderation.decisions.many.outcomes import Locked, Outcome, refusal
from serial.moderation.decisions.many.undoing import undo_many
from serial.moderation.decisions.recording import Ruling
from serial.moderation.models import Wave, WaveComment
from serial.moderation.sanctions.orders import SanctionOrder
from serial.moderation.subjects.comments import STATE_AFTER

# Comments in one transaction. Their discussions are locked meanwhile: about a third of a second.
BATCH_SIZE = 400


def run_batch(arguments: Arguments) -> timedelta | None:
    """Decides on the next comments of a wave, or undoes the last ones. The job of WAVE_JOB."""
    with transaction.atomic():
        rows = Wave.objects.select_for_update(of=("self",)).select_related("by", "story", "rule")
        wave = rows.filter(pk=arguments["wave"]).first()
        if wave is None:
            return None
        has_more = _undo_batch(wave) if wave.undo_asked_at else _decide_batch(wave)
    return timedelta() if has_more else None


WAVE_JOB = JobKind("wave", run_batch, Queue.QUICK)


def add_wave_job(wave: Wave) -> None:
    """Call this in the transaction that starts a wave, or asks to undo it."""
    add_job(WAVE_JOB, str(wave.pk), {"wave": wave.pk})


def _decide_batch(wave: Wave) -> bool:
    """Returns whether there are more comments to decide on."""
    if wave.stopped_at or wave.ended_at:
        return False
    if wave.by is None or not wave.is_managed_by(wave.by):
        # Their account was deleted, or they are no moderator any more.
        wave.set_time("stopped_at")
        return False
    rows = list(wave.comments.filter(progress=RowProgress.WAITING).order_by("pk")[:BATCH_SIZE])
    if rows:
        seen = {row.comment_id: row.revision for row in rows}
        newcomers = {row.comment_id for row in rows if row.is_newcomer}
        _save(rows, _decide(wave, seen, newcomers), RowProgress.DONE, RowProgress.LEFT_OUT)
    if len(rows) < BATCH_SIZE:
        wave.set_time("ended_at")
    return wave.ended_at is None


def _decide(wave: Wave, seen: Mapping[int, int], newcomers: set[int]) -> dict[int, Outcome]:
    if wave.is_of_author():
        return _act_as_author(wave, seen)
    return decide_many(seen, _ruling_of(wave), wave.by, wave=wave, newcomers=newcomers)


def _act_as_author(wave: Wave, seen: Mapping[int, int]) -> dict[int, Outcome]:
    """An author's acts are actions without a decision."""
    locked = Locked.lock(seen)
    outcomes: dict[int, Outcome] = {}
    changes = []
    for comment in locked.comments.values():
        reason = refusal(comment, seen[comment.pk], wave.kind)
        if reason or comment.story_id != wave.story_id:
            outcomes[comment.pk] = Outcome(refused=reason or gettext("On another story."))
        else:
            changes.append(NewState(comment, STATE_AFTER[DecisionKind(wave.kind)]))
    actions = change_states(locked.discussions, changes, wave.by)
    for change, action in zip(changes, actions, strict=True):
        outcomes[change.comment.pk] = Outcome(action)
    return outcomes


def _undo_batch(wave: Wave) -> bool:
    done = wave.comments.filter(progress=RowProgress.DONE).select_related("action")
    # The last ones first, as one does with single acts.
    rows = list(done.order_by("-pk")[:BATCH_SIZE])
    if rows:
        actions = [row.action for row in rows if row.action is not None]
        outcomes = undo_many(actions, wave.undo_asked_by)
        _save(rows, outcomes, RowProgress.UNDONE, RowProgress.NOT_UNDONE)
    if len(rows) < BATCH_SIZE:
        wave.set_time("undone_at")
    return wave.undone_at is None


def _save(
    rows: list[WaveComment],
    outcomes: Mapping[int, Outcome],
    succeeded: RowProgress,
    refused: RowProgress,
) -> None:
    for row in rows:
        outcome = outcomes.get(row.comment_id, Outcome())
        row.progress = succeeded if outcome.action else refused
        row.reason = outcome.refused
        if succeeded == RowProgress.DONE:
            row.action = outcome.action
    update_rows(rows, ["progress", "reason", "action"])


def _ruling_of(wave: Wave) -> Ruling:
    order = None
    if wave.sanction:
        order = SanctionOrder(SanctionKind(wave.sanction), wave.sanction_days)
    return Ruling(
        kind=DecisionKind(wave.kind),
        rule=wave.rule,
        words=wave.words,
        note=wave.note,
        sanction=order,
    )
