"""Deleting manuscripts that nobody used, and files that no row names any more."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.manuscripts.models import Manuscript
from serial.manuscripts.models.manuscript import FOLDER, State
from serial.manuscripts.planning.changing import PlanIsUsed

# An upload that is being stored has no row yet.
_MIN_AGE = timedelta(days=1)


@transaction.atomic
def discard_manuscript(manuscript: Manuscript, by: User) -> None:
    """Deletes a manuscript that was not imported. Raises PlanIsUsed if its import began."""
    rows = Manuscript.objects.select_for_update(of=("self",)).filter(pk=manuscript.pk)
    current = rows.select_related("story").first()
    if current is None:
        return
    if current.state == State.USED or not current.is_managed_by(by):
        raise PlanIsUsed
    current.delete()
    transaction.on_commit(current.delete_files)


def prune_manuscripts(arguments: Arguments) -> timedelta | None:
    """The job of PRUNING_JOB. Also of files whose rows were deleted with a story."""
    for manuscript in Manuscript.objects.expired():
        names = manuscript.file_names()
        if manuscript.state != State.USED or not names:
            manuscript.delete()
    named = {
        name
        for names in Manuscript.objects.values_list("file", "document")
        for name in names
        if name
    }
    _delete_files_without_row(named)
    return None


def _delete_files_without_row(named: set[str]) -> None:
    if not default_storage.exists(FOLDER):
        return
    _folders, files = default_storage.listdir(FOLDER)
    for file in files:
        name = f"{FOLDER}/{file}"
        is_old = default_storage.get_modified_time(name) < timezone.now() - _MIN_AGE
        if name not in named and is_old:
            default_storage.delete(name)


PRUNING_JOB = JobKind("prune-manuscripts", prune_manuscripts, Queue.SLOW, every=timedelta(hours=1))
