"""`next` redirects to this site only."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Invitation, User
from tests.accounts.auth import EVIL_URLS, first_link, sign_in, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("next_url", EVIL_URLS)]


def test_after_signing_in(reader: User, guest_client: Client, next_url: str) -> None:
    assert sign_in(guest_client, "rosa", next_url=next_url).headers["Location"] == "/"


def test_when_already_signed_in(reader_client: Client, next_url: str) -> None:
    for name in ("account_login", "account_signup"):
        response = reader_client.get(reverse(name), {"next": next_url})
        assert response.headers["Location"] == "/"


def test_after_signing_up_and_confirming(
    guest_client: Client, mailoutbox: list[EmailMessage], next_url: str
) -> None:
    sign_up(guest_client, next_url=next_url)
    assert "evil" not in mailoutbox[0].body
    link = first_link(mailoutbox[0])
    assert Client().post(link, {"next": next_url}).headers["Location"] == reverse("account_login")


def test_after_confirming_in_the_same_browser(
    guest_client: Client, mailoutbox: list[EmailMessage], next_url: str
) -> None:
    sign_up(guest_client, next_url=next_url)
    link = first_link(mailoutbox[0])
    assert guest_client.post(link, {"next": next_url}).headers["Location"] == "/"


def test_after_a_forgotten_password(
    reader: User, guest_client: Client, mailoutbox: list[EmailMessage], next_url: str
) -> None:
    data = {"email": "rosa@example.org", "next": next_url}
    sent = guest_client.post(reverse("account_reset_password"), data)
    assert "evil" not in sent.headers["Location"] + mailoutbox[0].body
    link = first_link(mailoutbox[0])
    assert "evil" not in guest_client.get(link, {"next": next_url}).headers["Location"]


def test_when_two_factor_has_to_be_set_up(
    superuser_client: Client, settings: Settings, next_url: str
) -> None:
    settings.TWO_FACTOR_REQUIRED = True
    superuser_client.get(reverse("invitations"), {"next": next_url})
    assert superuser_client.session["after_two_factor"].startswith(reverse("invitations"))


def test_after_signing_out(reader_client: Client, next_url: str) -> None:
    response = reader_client.post(reverse("account_logout"), {"next": next_url})
    assert response.headers["Location"] == "/"


def test_after_accepting(reader_client: Client, next_url: str) -> None:
    url = Invitation.objects.create().get_absolute_url()
    response = reader_client.post(url, {"next": next_url})
    assert response.headers["Location"] == reverse("desk:stories_story_add")


def test_after_saving_preferences(reader_client: Client, next_url: str) -> None:
    url = reverse("preferences")
    response = reader_client.post(url + "?next=" + next_url, {"next": next_url})
    assert "evil" not in response.headers.get("Location", "")


def test_when_opening_the_admin(superuser: User, guest_client: Client, next_url: str) -> None:
    sign_in_url = guest_client.get(reverse("admin:login"), {"next": next_url}).headers["Location"]
    assert sign_in_url.startswith(reverse("account_login") + "?next=")
    assert sign_in(guest_client, "sam", next_url=next_url).headers["Location"] == "/"
