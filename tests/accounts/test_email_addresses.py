import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts.auth import link_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
HERE = "/accounts/email/"
NEW = "rosa@elsewhere.example"


def test_a_new_address_is_confirmed_before_it_is_used(
    reader: User, reader_client: Client, mailoutbox: list[EmailMessage]
) -> None:
    reader_client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    reader_client.post(HERE, {"action_add": "1", "email": NEW})
    assert mailoutbox[0].to == [NEW]
    page = reader_client.get(HERE).content.decode()
    assert NEW in page and "not confirmed yet" in page
    reader_client.post(HERE, {"action_primary": "1", "email": NEW})
    reader.refresh_from_db()
    assert reader.email == "rosa@example.org"

    reader_client.post(link_in(mailoutbox[0]))
    reader_client.post(HERE, {"action_primary": "1", "email": NEW})
    reader.refresh_from_db()
    assert reader.email == NEW
    reader_client.post(HERE, {"action_remove": "1", "email": "rosa@example.org"})
    assert EmailAddress.objects.get(user=reader).email == NEW


def test_it_may_ask_for_the_password_again(
    reader: User, reader_client: Client, settings: Settings
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_REQUIRED = True
    asked = reader_client.post(HERE, {"action_add": "1", "email": NEW}, follow=True)
    assert "once more" in asked.content.decode()
    assert not EmailAddress.objects.filter(email=NEW).exists()
    again = asked.request["PATH_INFO"]
    assert 'class="errorlist"' in reader_client.post(again, {"password": "no"}).content.decode()
    assert f'name="next" value="{HERE}"' in asked.content.decode()
    reader_client.post(again, {"password": PASSWORD, "next": HERE})
    assert EmailAddress.objects.filter(email=NEW, user=reader).exists()


@pytest.mark.parametrize("email", ["", "nul\x00@example.org", "a" * 300, "📚@example.org", "rosa"])
def test_what_is_no_address_is_explained(reader_client: Client, email: str) -> None:
    page = reader_client.post(HERE, {"action_add": "1", "email": email}).content.decode()
    assert 'class="errorlist"' in page
    for action in ("action_primary", "action_send", "action_remove"):
        assert reader_client.post(HERE, {action: "1", "email": email}).status_code == 302


def test_nobody_touches_those_of_another(author: User, reader_client: Client) -> None:
    reader_client.post(HERE, {"action_remove": "1", "email": "anna@example.org"})
    assert EmailAddress.objects.filter(user=author).exists()


@pytest.mark.parametrize("key", ["x", "MQ:forged:forged", "a" * 500])
def test_a_forged_link_to_confirm_has_a_page(guest_client: Client, key: str) -> None:
    address = reverse("account_confirm_email", args=[key])
    answer = guest_client.get(address)
    assert answer.status_code == 200
    assert "too old or not complete" in answer.content.decode()
    assert guest_client.post(address).status_code == 404
