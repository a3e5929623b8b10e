import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts.auth import is_signed_in, link_in, sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
Mails = list[EmailMessage]
NEW = "quite another password"


def ask(client: Client, email: str) -> str:
    return client.post(reverse("account_reset_password"), {"email": email}).headers["Location"]


def test_a_forgotten_password_is_replaced_by_a_link(
    reader: User, guest_client: Client, mailoutbox: Mails
) -> None:
    ask(guest_client, "ROSA@example.org")
    assert "rosa" in mailoutbox[0].body
    form = guest_client.get(link_in(mailoutbox[0]), follow=True)
    address = form.redirect_chain[-1][0]
    # The key is out of the address, where it could leak from.
    assert address.endswith("-set-password/")
    done = guest_client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert done.status_code == 200
    sign_in(guest_client, "rosa", NEW)
    assert is_signed_in(guest_client)


def test_the_link_works_once(reader: User, guest_client: Client, mailoutbox: Mails) -> None:
    ask(guest_client, "rosa@example.org")
    address = guest_client.get(link_in(mailoutbox[0])).headers["Location"]
    guest_client.post(address, {"password1": NEW, "password2": NEW})
    page = Client().get(link_in(mailoutbox[0])).content.decode()
    assert "used already" in page
    assert 'name="password1"' not in page


def test_asking_tells_nobody_who_has_an_account(
    reader: User, guest_client: Client, mailoutbox: Mails
) -> None:
    assert ask(guest_client, "rosa@example.org") == ask(guest_client, "nobody@example.org")
    assert "no account" in mailoutbox[1].subject


@pytest.mark.parametrize("person", ["1", "zz", "zzzzzzzzzzzzz", "z" * 40])
@pytest.mark.parametrize("key", ["x", "set-password", "a%00b"])
def test_a_forged_link_has_a_page(guest_client: Client, person: str, key: str) -> None:
    answer = guest_client.get(f"/accounts/password/reset/key/{person}-{key}/")
    assert answer.status_code == 200
    assert "Ask for a new link" in answer.content.decode()


def test_a_member_changes_it_with_the_old_one(reader: User, guest_client: Client) -> None:
    sign_in(guest_client, "rosa")
    typed = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    guest_client.post(reverse("account_change_password"), typed)
    reader.refresh_from_db()
    assert reader.check_password(PASSWORD)
    guest_client.post(reverse("account_change_password"), {**typed, "oldpassword": PASSWORD})
    reader.refresh_from_db()
    assert reader.check_password(NEW)


def test_a_change_signs_other_devices_out_and_is_told_by_mail(
    reader: User,
    reader_client: Client,
    guest_client: Client,
    settings: Settings,
    mailoutbox: Mails,
) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    sign_in(guest_client, "rosa")
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    reader_client.post(reverse("account_change_password"), typed)
    assert reader_client.get(reverse("account")).status_code == 200
    assert guest_client.get(reverse("account")).status_code == 302
    assert "was changed" in mailoutbox[0].subject
    assert "http://testserver/accounts/password/reset/" in mailoutbox[0].body


@pytest.mark.parametrize("name", ["account_change_password", "account_email", "account"])
def test_a_guest_is_asked_to_sign_in(guest_client: Client, name: str) -> None:
    answer = guest_client.get(reverse(name))
    assert answer.headers["Location"].startswith(reverse("account_login") + "?next=")
