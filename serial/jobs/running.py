"""Running one job, and what becomes of it: done, called again, tried again later, or failed."""

import logging
import traceback
from datetime import timedelta

from django.utils import timezone

from serial.jobs.kinds import job_kind
from serial.jobs.leasing import take_job
from serial.jobs.models import Job
from serial.web.logs import without_values

# After the first error, the second, and so on. The error after the last one is final.
RETRIES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=4),
    timedelta(days=1),
)
KILLED = "The worker ended before the job did, each time."

logger = logging.getLogger(__name__)


def run_next(queue: str) -> bool:
    """Runs the job of this queue that has been due longest. False if none was due."""
    job = take_job(queue)
    if job is not None:
        run_job(job)
    return job is not None


def run_job(job: Job) -> None:
    """Runs a job that was taken. Its exceptions are stored, logged, and end here."""
    if job.attempts > len(RETRIES) + 1:
        # Each attempt took its worker's life: the memory that it needs, for example.
        _give_up(job, job.error or KILLED)
        return
    try:
        kind = job_kind(job.kind)
        next_part_in = kind.run(job.arguments)
    except Exception as error:
        logger.exception("Job %s %s failed", job.kind, job.pk)
        _store_error(job, without_values("".join(traceback.format_exception(error))))
    else:
        _finish(job, kind.every if next_part_in is None else next_part_in)


def _finish(job: Job, next_part_in: timedelta | None) -> None:
    ours = Job.objects.filter(pk=job.pk, lease=job.lease)
    if next_part_in is None and ours.filter(version=job.version).delete()[0]:
        return
    # It has another part, was added again while it ran, or is done again and again.
    due_at = timezone.now() + (next_part_in or timedelta())
    ours.update(due_at=due_at, attempts=0, error="", lease=None, leased_until=None)


def _store_error(job: Job, error: str) -> None:
    if job.attempts > len(RETRIES):
        _give_up(job, error)
        return
    due_at = timezone.now() + RETRIES[job.attempts - 1]
    ours = Job.objects.filter(pk=job.pk, lease=job.lease)
    ours.update(due_at=due_at, error=error, lease=None, leased_until=None)


def _give_up(job: Job, error: str) -> None:
    ours = Job.objects.filter(pk=job.pk, lease=job.lease)
    ours.update(failed_at=timezone.now(), error=error, lease=None, leased_until=None)
