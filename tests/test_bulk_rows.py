"""Rows that are stored in bulk are the rows that `save` would store."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from accounts.models import User
from serial.bulk_rows import insert_missing_copies, insert_missing_rows, insert_rows, update_rows
from serial.jobs.models import Job
from serial.mail.models import OutboxEmail

pytestmark = pytest.mark.django_db

TIME = datetime(2026, 3, 4, 5, 6, 7, 891_011, tzinfo=UTC)
VALUES: list[dict[str, Any]] = [
    {
        "arguments": {"wave": 7, "deep": [None, True, 1.5, {"a": "“ö” \\ % \n"}]},
        "error": "%s ' \" \\",
    },
    {"lease": UUID(int=2**100 + 5), "leased_until": TIME, "due_at": TIME, "error": "日本 👍"},
    {"attempts": 3, "version": 2**31 - 1, "added_at": TIME},
]


def jobs() -> list[Job]:
    return [Job(kind="a", key=f"job {n}", queue="quick", **v) for n, v in enumerate(VALUES)]


def stored() -> list[dict[str, Any]]:
    return [fields_of(job) for job in Job.objects.order_by("pk")]


def fields_of(job: Job) -> dict[str, Any]:
    return {field.attname: getattr(job, field.attname) for field in Job._meta.concrete_fields}


def test_rows_are_inserted_with_all_their_values_and_get_their_keys() -> None:
    new = jobs()
    insert_rows(new)
    assert stored() == [fields_of(job) for job in new]
    assert not any(job._state.adding for job in new)


def test_only_the_named_fields_of_rows_are_saved() -> None:
    rows = jobs()
    insert_rows(rows)
    before = stored()
    for job, values in zip(rows, reversed(VALUES), strict=True):
        job.arguments, job.lease = values.get("arguments", {}), values.get("lease")
        job.leased_until, job.error = values.get("leased_until"), "not saved"
    update_rows(rows, ["arguments", "lease", "leased_until"])
    assert stored() == [
        fields_of(job) | {"error": row["error"]} for job, row in zip(rows, before, strict=True)
    ]


def test_rows_that_a_constraint_forbids_are_left_out() -> None:
    first, second, third = jobs()
    second.save()
    insert_missing_rows([first, second, third])
    assert list(Job.objects.order_by("key").values_list("key", flat=True)) == [
        *("job 0", "job 1", "job 2")
    ]


def test_a_row_is_copied_for_each_id_without_those_that_a_constraint_forbids(
    reader: User, author: User
) -> None:
    arguments = VALUES[0]["arguments"]
    values: dict[str, Any] = {"due_at": TIME, "ended_at": None, "arguments": arguments}
    one = OutboxEmail(kind="greet", event="one", **values)
    other = OutboxEmail(kind="%s ' \" \\ 日本", event="other", error="", attempts=3, **values)
    OutboxEmail.objects.create(kind="before", event="one", user=author)
    insert_missing_copies([(one, [reader.pk, author.pk]), (other, [author.pk])], "user")
    assert set(OutboxEmail.objects.values_list("event", "user", "kind", "attempts")) == {
        ("one", reader.pk, "greet", 0),
        ("one", author.pk, "before", 0),
        ("other", author.pk, other.kind, 3),
    }
    copies = OutboxEmail.objects.filter(due_at=TIME, queued_at__in=[one.queued_at, other.queued_at])
    assert [copy.arguments for copy in copies] == [arguments] * 2
    assert one.user_id is None


def test_no_rows_need_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert_rows([])
        insert_missing_rows([])
        insert_missing_copies([], "user")
        insert_missing_copies([(OutboxEmail(), [])], "user")
        update_rows([], ["error"])
