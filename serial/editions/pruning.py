"""Removes kept editions that nobody has downloaded for a day, or whose story is gone.

Those of an earlier version of the story, which nobody is given, are among them.
"""

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from serial.editions.store import LOCK_FOLDER
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.params import parse_id
from serial.stories.models import Story

# An EPUB takes 0.1 to 0.8 s to be made again.
UNUSED_PERIOD = timedelta(days=1)


def prune_editions(arguments: Arguments) -> None:
    """The job of PRUNING_JOB."""
    oldest_kept = (timezone.now() - UNUSED_PERIOD).timestamp()
    _remove_old_books(oldest_kept)
    for folder in settings.EDITIONS_DIR.iterdir():
        pk = parse_id(folder.name)
        if pk is None:
            continue
        is_gone = not Story.objects.not_deleted().filter(pk=pk).exists()
        for path in folder.iterdir():
            _remove_if_old(path, oldest_kept, is_gone=is_gone)
        if is_gone or not any(folder.iterdir()):
            # Unless an edition is being made there.
            _remove_if_empty(folder)


def _remove_old_books(oldest_kept: float) -> None:
    """Removes the folders of PDFs whose process was killed."""
    for folder in (settings.EDITIONS_DIR / LOCK_FOLDER).glob("*/"):
        if folder.stat().st_mtime < oldest_kept:
            shutil.rmtree(folder, ignore_errors=True)


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


PRUNING_JOB = JobKind("prune-editions", prune_editions, Queue.SLOW, every=timedelta(days=1))
