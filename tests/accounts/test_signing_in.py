import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse

import serial.settings
from accounts.models import User
from tests.accounts.auth import HOSTILE_NAMES, is_signed_in, sign_in, sign_up
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("login", ["rosa", "ROSA", "rosa@example.org", "Rosa@Example.org"])
def test_by_name_or_address_in_any_case(reader: User, guest_client: Client, login: str) -> None:
    assert sign_in(guest_client, login).headers["Location"] == "/"
    assert is_signed_in(guest_client)


def test_a_wrong_password_and_an_unknown_name_answer_alike(
    reader: User, guest_client: Client
) -> None:
    wrong = sign_in(guest_client, "rosa", "wrong").content.decode()
    unknown = sign_in(guest_client, "nobody", "wrong").content.decode()
    assert 'value="rosa"' in wrong
    assert wrong.partition("errorlist")[2][:150] == unknown.partition("errorlist")[2][:150]
    assert not is_signed_in(guest_client)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_no_name_breaks_the_page(guest_client: Client, name: str) -> None:
    assert sign_in(guest_client, name).status_code == 200


def test_a_closed_account_does_not_come_in(reader: User, guest_client: Client) -> None:
    reader.is_active = False
    reader.save()
    sign_in(guest_client, "rosa")
    assert not is_signed_in(guest_client)
    assert guest_client.get(reverse("account_inactive")).status_code == 200


def test_a_superuser_made_in_the_shell_comes_in_at_once(guest_client: Client) -> None:
    User.objects.create_superuser("root", "Root@example.org", PASSWORD)
    sign_in(guest_client, "root", to="/admin/")
    assert guest_client.get("/admin/").status_code == 200


def test_a_superuser_without_an_address_is_not_made() -> None:
    with pytest.raises(ValidationError, match="email address"):
        User.objects.create_superuser("root", "", PASSWORD)
    assert not User.objects.exists()


def test_passwords_are_kept_with_argon2(guest_client: Client) -> None:
    with override_settings(PASSWORD_HASHERS=serial.settings.PASSWORD_HASHERS):
        sign_up(guest_client)
        assert User.objects.get().password.startswith("argon2$argon2id$")
        assert identify_hasher(make_password(PASSWORD)).algorithm == "argon2"


def test_signing_out_asks_first(reader_client: Client) -> None:
    assert reader_client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(reader_client)
    reader_client.post(reverse("account_logout"))
    assert not is_signed_in(reader_client)


def test_cookies_are_the_servers_alone(reader: User, guest_client: Client) -> None:
    sign_in(guest_client, "rosa")
    cookie = guest_client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
