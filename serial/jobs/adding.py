"""Adding a job, in the transaction of what causes it."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone

from serial.jobs.kinds import Arguments, JobKind, job_kinds
from serial.jobs.models import Job


def add_job(
    kind: JobKind, key: str, arguments: Arguments, *, due_at: datetime | None = None
) -> None:
    """Adds a job that a worker runs within a second, or at `due_at`.

    `key` says what is to be done, such as "wave:7". If there is a job with this key, it is not
    doubled: it runs once more if it is running, and at once if it has failed.
    """
    due_at = due_at or timezone.now()
    full_key = f"{kind.name}:{key}"
    values = {"kind": kind.name, "arguments": arguments, "queue": kind.queue, "due_at": due_at}
    # The job may be done, and deleted, between the two statements.
    while True:
        _job, is_new = Job.objects.get_or_create(key=full_key, defaults=values)
        if is_new or _add_again(full_key, arguments, due_at):
            return


def add_regular_jobs() -> None:
    """Adds the job of each kind that is done again and again, unless it exists."""
    for kind in job_kinds():
        if kind.every is not None:
            values = {"kind": kind.name, "queue": kind.queue}
            Job.objects.get_or_create(key=f"{kind.name}:", defaults=values)


def _add_again(key: str, arguments: Arguments, due_at: datetime) -> bool:
    jobs = Job.objects.filter(key=key)
    jobs.failed().update(attempts=0, failed_at=None, due_at=due_at)
    changed = jobs.update(
        arguments=arguments, version=F("version") + 1, due_at=Least(F("due_at"), due_at)
    )
    return changed > 0
