"""A job runs when it is due, is tried again after errors, and is never lost or doubled."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from serial.jobs.adding import add_job, add_regular_jobs
from serial.jobs.leasing import LEASE, renew_lease, take_job
from serial.jobs.models import Job, Queue
from serial.jobs.running import KILLED, RETRIES, run_job, run_next
from tests.jobs.kinds import FAILING, PARTS, PARTS_KIND, QUICK, SLOW

pytestmark = pytest.mark.django_db


def made() -> list[str]:
    """The groups that the jobs made."""
    names = Group.objects.order_by("pk").values_list("name", flat=True)
    return [name for name in names if name.startswith("made")]


def add(name: str = "made", **options: datetime) -> None:
    add_job(QUICK, name, {"name": name}, **options)


def test_each_queue_runs_its_own_jobs_once_and_deletes_them() -> None:
    add_job(SLOW, "x", {"name": "made slowly", "seconds": 0})
    Group.objects.create(name="made slowly begun")
    add("made quickly")
    assert run_next(Queue.QUICK) and not run_next(Queue.QUICK)
    assert made()[1:] == ["made quickly"]
    assert run_next(Queue.SLOW)
    assert made()[1:] == ["made quickly", "made slowly"] and not Job.objects.exists()


def test_job_waits_until_it_is_due() -> None:
    add(due_at=timezone.now() + timedelta(minutes=3))
    assert not run_next(Queue.QUICK)
    with time_machine.travel(timezone.now() + timedelta(minutes=4), tick=False):
        assert run_next(Queue.QUICK)


def test_regular_job_is_done_again_and_again(settings: Settings) -> None:
    settings.JOB_KINDS = ["tests.jobs.kinds.HOURLY", "tests.jobs.kinds.QUICK"]
    for _start_of_a_worker in range(2):
        add_regular_jobs()
    for hour in range(2):
        with time_machine.travel(timezone.now() + timedelta(hours=hour, minutes=1), tick=False):
            assert run_next(Queue.QUICK) and not run_next(Queue.QUICK)
        Group.objects.filter(name="made").update(name=f"made {hour}")
    assert made() == ["made 0", "made 1"] and Job.objects.get().key == "hourly:"


def test_job_is_added_with_its_cause_or_not_at_all() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        add()
        raise RuntimeError
    assert not Job.objects.exists()


def test_job_with_the_same_key_is_not_doubled() -> None:
    add(due_at=timezone.now() + timedelta(hours=1))
    add()
    assert run_next(Queue.QUICK) and not run_next(Queue.QUICK)
    assert made() == ["made"]


def test_job_that_is_added_while_it_runs_runs_again() -> None:
    add()
    job = take_job(Queue.QUICK)
    assert job is not None
    add_job(QUICK, "made", {"name": "made again"})
    assert take_job(Queue.QUICK) is None
    run_job(job)
    assert run_next(Queue.QUICK) and not run_next(Queue.QUICK)
    assert made() == ["made", "made again"]


def test_job_of_several_parts_lets_others_run_in_between() -> None:
    add_job(PARTS_KIND, "x", {"name": "made part"})
    add("made between")
    while run_next(Queue.QUICK):
        pass
    parts = [f"made part {number}" for number in range(1, PARTS + 1)]
    assert made() == [parts[0], "made between", *parts[1:]]


def test_errors_are_stored_and_tried_again_later_each_time() -> None:
    add_job(FAILING, "x", {"name": "Broken.\nDETAIL:  Key (email)=(nina@example.org)"})
    now = timezone.now()
    for minutes in (1, 5, 30, 4 * 60, 24 * 60):
        with time_machine.travel(now, tick=False):
            assert run_next(Queue.QUICK) and not run_next(Queue.QUICK)
            job = Job.objects.get()
            assert "ValueError: Broken." in job.error and "nina" not in job.error
            assert job.due_at == now + timedelta(minutes=minutes) and not job.failed_at
        now = job.due_at
    with time_machine.travel(now + timedelta(days=9), tick=False):
        assert run_next(Queue.QUICK) and not run_next(Queue.QUICK)
        assert Job.objects.get().failed_at and "Broken" in Job.objects.get().error
        # Added again, it has all its attempts again.
        add_job(FAILING, "x", {"name": "Broken."})
        assert run_next(Queue.QUICK) and not Job.objects.failed().exists()


def test_job_of_an_unknown_kind_is_tried_again() -> None:
    """A worker of the version before does not know it."""
    add()
    Job.objects.update(kind="new")
    assert run_next(Queue.QUICK)
    assert "new" in Job.objects.get().error


def test_job_of_a_killed_worker_is_free_when_its_lease_ends() -> None:
    add()
    job = take_job(Queue.QUICK)
    assert job is not None and take_job(Queue.QUICK) is None
    now = timezone.now()
    with time_machine.travel(now + LEASE / 2, tick=False):
        renew_lease(job)
    with time_machine.travel(now + LEASE + timedelta(seconds=5), tick=False):
        assert take_job(Queue.QUICK) is None
    with time_machine.travel(now + 2 * LEASE, tick=False):
        other = take_job(Queue.QUICK)
        assert other is not None
        # The first worker was only slow: it ends nothing that is no longer its own.
        run_job(job)
        assert Job.objects.get().lease == other.lease


def test_job_that_kills_each_worker_fails() -> None:
    add()
    now = timezone.now()
    for number in range(len(RETRIES) + 2):
        with time_machine.travel(now + number * 2 * LEASE, tick=False):
            job = take_job(Queue.QUICK)
            assert job is not None
    assert job is not None
    run_job(job)
    assert Job.objects.failed().get().error == KILLED and made() == []
