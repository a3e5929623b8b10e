"""Administrators see messages to the operator in /admin/, unhandled ones first."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.contact.models import ContactMessage

LIST = "/admin/contact/contactmessage/"


def make_message(name: str) -> ContactMessage:
    message: ContactMessage = ContactMessage.objects.create(
        form_key=uuid4(), name=name, email="gus@example.org", subject="other", text="<b>Hm</b>"
    )
    return message


def test_message_is_marked_as_handled_and_back(superuser_client: Client, superuser: User) -> None:
    first, second = make_message("Gus"), make_message("Ida")
    page = superuser_client.get(f"{LIST}{first.pk}/change/").content.decode()
    assert "&lt;b&gt;Hm&lt;/b&gt;" in page
    superuser_client.post(f"{LIST}{first.pk}/change/", {"is_handled": "on"})
    first.refresh_from_db()
    assert first.handled_at and first.handled_by == superuser
    rows = superuser_client.get(LIST).context["cl"].result_list
    assert [row.name for row in rows] == ["Ida", "Gus"]
    for action, handled in (("mark_as_handled", True), ("mark_as_unhandled", False)):
        fields = {"action": action, "_selected_action": [first.pk, second.pk]}
        superuser_client.post(LIST, fields)
        states = [message.handled_at is not None for message in ContactMessage.objects.all()]
        assert states == [handled, handled]
    for value, count in (("no", 2), ("yes", 0)):
        assert (
            len(superuser_client.get(f"{LIST}?handled={value}").context["cl"].result_list) == count
        )


@pytest.mark.django_db
def test_query_count_does_not_grow_with_the_messages(
    superuser: User, superuser_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 4):
        for _ in range(count):
            make_message("Gus").mark(handled=True, by=superuser)
        with django_assert_max_num_queries(12):
            superuser_client.get(LIST)
