"""Which worker runs which job. A lease ends by itself if its worker is killed."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from serial.jobs.models import Job

# A job of a killed worker starts again after this time. Workers renew the leases of the jobs that
# they run (worker.py), so it limits no job.
LEASE = timedelta(minutes=1)


def take_job(queue: str) -> Job | None:
    """Leases the job of this queue that has been due longest. None if no job is due."""
    # Without a transaction: on SQLite it would keep everyone from writing, each second.
    while Job.objects.due(timezone.now()).filter(queue=queue).exists():
        job = _take_first(queue)
        if job is not None:
            return job
        if connection.features.has_select_for_update_skip_locked:
            # Others are taking all that are due.
            return None
    return None


@transaction.atomic
def _take_first(queue: str) -> Job | None:
    now = timezone.now()
    jobs = Job.objects.due(now).filter(queue=queue)
    if connection.features.has_select_for_update_skip_locked:
        jobs = jobs.select_for_update(skip_locked=True)
    job = jobs.first()
    if job is None:
        return None
    # Compare-and-set, for databases without row locks.
    is_as_seen = Job.objects.filter(pk=job.pk, lease=job.lease, attempts=job.attempts)
    job.lease, job.leased_until, job.attempts = uuid4(), now + LEASE, job.attempts + 1
    is_taken = is_as_seen.update(
        lease=job.lease, leased_until=job.leased_until, attempts=job.attempts
    )
    return job if is_taken else None


def renew_lease(job: Job) -> None:
    held_by_us = Job.objects.filter(pk=job.pk, lease=job.lease)
    held_by_us.update(leased_until=timezone.now() + LEASE)
