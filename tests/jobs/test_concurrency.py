"""Two workers at once run each job once."""

from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from serial.jobs.adding import add_job
from serial.jobs.models import Job, Queue
from serial.jobs.running import run_next
from tests.jobs.kinds import QUICK

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
JOBS = 40
WORKERS = 4


def test_workers_at_once_run_each_job_once() -> None:
    for number in range(JOBS):
        add_job(QUICK, str(number), {"name": f"made {number}"})
    barrier = Barrier(WORKERS)
    runs: list[int] = []

    def work() -> None:
        barrier.wait()
        count = 0
        while run_next(Queue.QUICK):
            count += 1
        runs.append(count)
        connection.close()

    threads = [Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A second run of a job would fail: names of groups are unique.
    assert Group.objects.filter(name__startswith="made").count() == JOBS
    assert sum(runs) == JOBS and not Job.objects.exists()
