"""Removes kept editions that nobody has downloaded for a while, or whose story is gone."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.stories.models import Story

UNUSED_PERIOD = timedelta(days=7)


def prune_editions(arguments: Arguments) -> None:
    """The job of PRUNING_JOB."""
    oldest_kept = (timezone.now() - UNUSED_PERIOD).timestamp()
    for folder in settings.EDITIONS_DIR.iterdir():
        uid = _uid(folder)
        if uid is None:
            continue
        is_gone = not Story.objects.not_deleted().filter(uid=uid).exists()
        for path in folder.iterdir():
            _remove_if_old(path, oldest_kept, is_gone=is_gone)
        if is_gone or not any(folder.iterdir()):
            # Unless an edition is being made there.
            _remove_if_empty(folder)


def _remove_if_old(path: Path, oldest_kept: float, *, is_gone: bool) -> None:
    try:
        if is_gone or path.stat().st_mtime < oldest_kept:
            path.unlink()
    except FileNotFoundError:
        # Another process was quicker.
        return


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return


def _uid(folder: Path) -> UUID | None:
    try:
        return UUID(folder.name)
    except ValueError:
        return None


PRUNING_JOB = JobKind("prune-editions", prune_editions, Queue.SLOW, every=timedelta(days=1))
