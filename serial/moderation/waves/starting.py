"""Starting a wave, stopping it and taking it back. The worker does the rest (running.py)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from serial.bulk_rows import insert_rows
from serial.comments.changes.base import ActionRefused
from serial.moderation.choices import DecisionKind
from serial.moderation.decisions.kinds import missing_ground
from serial.moderation.decisions.recording import Ruling
from serial.moderation.models import Wave, WaveComment
from serial.moderation.waves.choosing import Selection
from serial.moderation.waves.criteria import Criteria
from serial.moderation.waves.running import add_wave_job
from serial.stories.models import Story

KINDS = (DecisionKind.REJECT, DecisionKind.HIDE, DecisionKind.HOLD, DecisionKind.APPROVE)


@transaction.atomic
def start_wave(
    criteria: Criteria, selection: Selection, ruling: Ruling, by: User, story: Story | None = None
) -> Wave:
    """Starts an act on the chosen comments. story: of an author's act on their own story.

    Raises PermissionDenied and ActionRefused.
    """
    order = ruling.sanction
    wave = Wave(
        criteria=criteria.to_json(),
        story=story,
        kind=ruling.kind,
        rule=ruling.rule,
        words=ruling.words,
        note=ruling.note,
        sanction=order.kind if order else "",
        sanction_days=order.days if order else None,
        by=by,
    )
    if not wave.is_managed_by(by):
        raise PermissionDenied
    if ruling.kind not in KINDS:
        raise ActionRefused(gettext("This cannot be done with many comments at once."))
    ground = {"has_rule": ruling.rule is not None, "has_words": bool(ruling.words)}
    if story is None and (problem := missing_ground(ruling.kind, **ground)):
        raise ActionRefused(problem)
    if not selection.chosen:
        raise ActionRefused(gettext("There are no such comments now."))
    wave.save()
    insert_rows(
        [
            WaveComment(
                wave=wave,
                comment_id=found.pk,
                revision=found.revision,
                is_newcomer=found.pk in selection.newcomers,
            )
            for found in selection.chosen
        ]
    )
    add_wave_job(wave)
    return wave


@transaction.atomic
def stop_wave(pk: int, by: User) -> None:
    """Leaves the rest as it is. What was decided stays decided. Raises PermissionDenied."""
    _lock(pk, by).stop()


@transaction.atomic
def undo_wave(pk: int, by: User) -> None:
    """Takes back all that it has done so far, and stops it. Raises PermissionDenied."""
    wave = _lock(pk, by)
    if wave.ask_undo(by):
        add_wave_job(wave)


def _lock(pk: int, by: User) -> Wave:
    wave = Wave.objects.select_for_update(of=("self",)).select_related("story").get(pk=pk)
    if not wave.is_managed_by(by):
        raise PermissionDenied
    return wave
