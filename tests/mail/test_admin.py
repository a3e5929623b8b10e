"""Superusers see the outbox in /admin/, failed emails first, and send them again."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.jobs.models import Job
from serial.mail.models import OutboxEmail

LIST = "/admin/mail/outboxemail/"


def make_email(user: User, event: str, state: str = "waiting", **fields: object) -> OutboxEmail:
    ended_at = None if state == "waiting" else timezone.now()
    email: OutboxEmail = OutboxEmail.objects.create(
        kind="greet", event=event, user=user, state=state, ended_at=ended_at, **fields
    )
    return email


def test_failed_emails_are_first_and_are_sent_again(reader: User, superuser_client: Client) -> None:
    failed = make_email(reader, "b", "failed", attempts=3, error="550 No such user <b>")
    waiting, sent = make_email(reader, "a"), make_email(reader, "c", "sent")
    page = superuser_client.get(LIST)
    assert list(page.context["cl"].result_list) == [failed, waiting, sent]
    assert "550 No such user &lt;b&gt;" in page.content.decode()
    assert "550 No" in superuser_client.get(f"{LIST}{failed.pk}/change/").content.decode()
    fields = {"action": "send_selected_again", "_selected_action": [failed.pk, sent.pk]}
    page = superuser_client.post(LIST, fields, follow=True)
    assert "1 email will be sent again." in page.content.decode()
    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.state, failed.attempts, sent.state) == ("waiting", 0, "sent")
    assert Job.objects.filter(kind="mail.send").exists()
    page = superuser_client.post(LIST, fields, follow=True)
    assert "None of these emails has failed." in page.content.decode()
    assert superuser_client.post(f"{LIST}{sent.pk}/change/", {"event": "x"}).status_code == 403


@pytest.mark.django_db
def test_query_count_does_not_grow_with_the_emails(
    reader: User, superuser_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for start in (0, 1):
        for number in range(start, 4 * start + 1):
            make_email(reader, f"email {start} {number}")
        with django_assert_max_num_queries(9):
            superuser_client.get(LIST)
