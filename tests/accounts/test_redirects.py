"""`next` leads nowhere but to this site."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, User
from tests.accounts.auth import EVIL_ADDRESSES, link_in, sign_in, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("to", EVIL_ADDRESSES)]


def test_after_signing_in(reader: User, guest_client: Client, to: str) -> None:
    assert sign_in(guest_client, "rosa", to=to).headers["Location"] == "/"


def test_where_one_is_signed_in_already(reader_client: Client, to: str) -> None:
    for name in ("account_login", "account_signup"):
        answer = reader_client.get(reverse(name), {"next": to})
        assert answer.headers["Location"] == "/"


def test_after_signing_up_and_confirming(
    guest_client: Client, mailoutbox: list[EmailMessage], to: str
) -> None:
    sign_up(guest_client, to=to)
    assert "evil" not in mailoutbox[0].body
    link = link_in(mailoutbox[0])
    answer = guest_client.post(link, {"next": to})
    assert answer.headers["Location"] == reverse("account_login")


def test_after_signing_out(reader_client: Client, to: str) -> None:
    answer = reader_client.post(reverse("account_logout"), {"next": to})
    assert answer.headers["Location"] == "/"


def test_after_accepting(reader_client: Client, to: str) -> None:
    address = Invitation.objects.create().get_absolute_url()
    answer = reader_client.post(address, {"next": to})
    assert answer.headers["Location"] == reverse("desk:index")


def test_after_saving_preferences(reader_client: Client, to: str) -> None:
    address = reverse("preferences")
    answer = reader_client.post(address + "?next=" + to, {"next": to})
    assert "evil" not in answer.headers.get("Location", "")


def test_on_the_way_into_the_admin(superuser: User, guest_client: Client, to: str) -> None:
    asked = guest_client.get(reverse("admin:login"), {"next": to}).headers["Location"]
    assert asked.startswith(reverse("account_login") + "?next=")
    assert sign_in(guest_client, "sam", to=to).headers["Location"] == "/"
