"""Starts waves on chosen comments, and carries them out as the worker does."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Wave, WaveComment
from serial.moderation.waves.running import run_batch


def start(
    comments: Iterable[Comment],
    by: User,
    kind: DecisionKind = DecisionKind.REJECT,
    **fields: object,
) -> Wave:
    if kind in (DecisionKind.HIDE, DecisionKind.HOLD) and "rule" not in fields:
        fields.setdefault("words", "It does not belong here.")
    wave: Wave = Wave.objects.create(kind=kind, by=by, **fields)
    WaveComment.objects.bulk_create(
        WaveComment(wave=wave, comment=comment, revision=comment.edit_count, is_newcomer=True)
        for comment in comments
    )
    return wave


def run(wave: Wave) -> None:
    while run_batch({"wave": wave.pk}) is not None:
        pass
    wave.refresh_from_db()


def undo(wave: Wave, by: User) -> None:
    Wave.objects.filter(pk=wave.pk).update(undo_asked_at=timezone.now(), undo_asked_by=by)
    run(wave)


def progress(wave: Wave) -> list[tuple[str, str]]:
    return list(wave.comments.order_by("pk").values_list("progress", "reason"))
