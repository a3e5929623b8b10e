"""Superusers see background jobs in /admin/, failed ones first, and retry them."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from serial.jobs.models import Job

LIST = "/admin/jobs/job/"


def make_job(name: str, **fields: object) -> Job:
    job: Job = Job.objects.create(kind="quick", key=name, queue="quick", **fields)
    return job


def test_failed_jobs_are_first_and_are_retried(superuser_client: Client) -> None:
    waiting = make_job("waiting")
    failed = make_job(
        "failed", attempts=6, error="Traceback\nValueError: <b>", failed_at=timezone.now()
    )
    retrying = make_job("retrying", attempts=2, error="ValueError")
    page = superuser_client.get(LIST)
    assert [job.key for job in page.context["cl"].result_list] == ["failed", "waiting", "retrying"]
    assert "ValueError: &lt;b&gt;" in page.content.decode()
    for value, key in (("failed", "failed"), ("retrying", "retrying")):
        found = superuser_client.get(f"{LIST}?state={value}").context["cl"].result_list
        assert [job.key for job in found] == [key]
    assert "Traceback" in superuser_client.get(f"{LIST}{failed.pk}/change/").content.decode()
    fields = {"action": "retry_selected", "_selected_action": [failed.pk, waiting.pk]}
    page = superuser_client.post(LIST, fields, follow=True)
    assert "1 job will be tried again." in page.content.decode()
    failed.refresh_from_db()
    assert (failed.attempts, failed.failed_at) == (0, None) and failed in Job.objects.due(
        timezone.now()
    )
    page = superuser_client.post(LIST, fields, follow=True)
    assert "None of these jobs has failed." in page.content.decode()
    assert superuser_client.post(f"{LIST}{retrying.pk}/change/", {"key": "x"}).status_code == 403


@pytest.mark.django_db
def test_query_count_does_not_grow_with_the_jobs(
    superuser_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for start in (0, 1):
        for number in range(start, 4 * start + 1):
            make_job(f"job {start} {number}")
        with django_assert_max_num_queries(8):
            superuser_client.get(LIST)
