import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts.auth import first_link
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
URL = "/accounts/email/"
NEW = "rosa@elsewhere.example"


def test_new_email_address_must_be_confirmed_before_use(
    reader: User, reader_client: Client, mailoutbox: list[EmailMessage]
) -> None:
    reader_client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    reader_client.post(URL, {"action_add": "1", "email": NEW})
    assert mailoutbox[0].to == [NEW] and "within 3 days" in mailoutbox[0].body
    page = reader_client.get(URL).content.decode()
    assert NEW in page and "not confirmed" in page
    reader_client.post(URL, {"action_primary": "1", "email": NEW})
    reader.refresh_from_db()
    assert reader.email == "rosa@example.org"

    reader_client.post(first_link(mailoutbox[0]))
    reader_client.post(URL, {"action_primary": "1", "email": NEW})
    reader.refresh_from_db()
    assert reader.email == NEW
    reader_client.post(URL, {"action_remove": "1", "email": "rosa@example.org"})
    assert EmailAddress.objects.get(user=reader).email == NEW


def test_adding_an_email_address_can_require_the_password(
    reader: User, reader_client: Client, settings: Settings
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_REQUIRED = True
    password_page = reader_client.post(URL, {"action_add": "1", "email": NEW}, follow=True)
    assert "enter your password again" in password_page.content.decode()
    assert not EmailAddress.objects.filter(email=NEW).exists()
    password_url = password_page.request["PATH_INFO"]
    assert (
        'class="field__error"'
        in reader_client.post(password_url, {"password": "no"}).content.decode()
    )
    assert f'name="next" value="{URL}"' in password_page.content.decode()
    reader_client.post(password_url, {"password": PASSWORD, "next": URL})
    assert EmailAddress.objects.filter(email=NEW, user=reader).exists()


@pytest.mark.parametrize("email", ["", "nul\x00@example.org", "a" * 300, "📚@example.org", "rosa"])
def test_invalid_email_address_shows_an_error(reader_client: Client, email: str) -> None:
    page = reader_client.post(URL, {"action_add": "1", "email": email}).content.decode()
    assert 'class="field__error"' in page
    for action in ("action_primary", "action_send", "action_remove"):
        assert reader_client.post(URL, {action: "1", "email": email}).status_code == 302


def test_member_cannot_remove_email_addresses_of_others(
    author: User, reader_client: Client
) -> None:
    reader_client.post(URL, {"action_remove": "1", "email": "anna@example.org"})
    assert EmailAddress.objects.filter(user=author).exists()


@pytest.mark.parametrize("key", ["x", "MQ:forged:forged", "a" * 500])
def test_invalid_confirmation_link_shows_a_page(guest_client: Client, key: str) -> None:
    url = reverse("account_confirm_email", args=[key])
    response = guest_client.get(url)
    assert response.status_code == 200
    assert "expired or is incomplete" in response.content.decode()
    assert guest_client.post(url).status_code == 404
