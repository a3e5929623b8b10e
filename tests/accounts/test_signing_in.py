import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse

import serial.settings
from accounts.models import User
from tests.accounts.auth import HOSTILE_USERNAMES, is_signed_in, sign_in, sign_up
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("login", ["rosa", "ROSA", "rosa@example.org", "Rosa@Example.org"])
def test_sign_in_with_username_or_email_in_any_case(
    reader: User, guest_client: Client, login: str
) -> None:
    assert sign_in(guest_client, login).headers["Location"] == "/"
    assert is_signed_in(guest_client)


def test_wrong_password_and_unknown_username_show_the_same_error(
    reader: User, guest_client: Client
) -> None:
    wrong = sign_in(guest_client, "rosa", "wrong").content.decode()
    unknown = sign_in(guest_client, "nobody", "wrong").content.decode()
    assert 'value="rosa"' in wrong
    assert wrong.partition("problems")[2][:300] == unknown.partition("problems")[2][:300]
    assert not is_signed_in(guest_client)


@pytest.mark.parametrize("name", HOSTILE_USERNAMES)
def test_hostile_username_shows_the_page(guest_client: Client, name: str) -> None:
    assert sign_in(guest_client, name).status_code == 200


def test_inactive_user_cannot_sign_in(reader: User, guest_client: Client) -> None:
    reader.is_active = False
    reader.save()
    sign_in(guest_client, "rosa")
    assert not is_signed_in(guest_client)
    assert guest_client.get(reverse("account_inactive")).status_code == 200


def test_superuser_created_in_the_shell_can_sign_in(guest_client: Client) -> None:
    User.objects.create_superuser("root", "Root@example.org", PASSWORD)
    sign_in(guest_client, "root", next_url="/admin/")
    assert guest_client.get("/admin/").status_code == 200


def test_superuser_needs_an_email_address() -> None:
    with pytest.raises(ValidationError, match="email address"):
        User.objects.create_superuser("root", "", PASSWORD)
    assert not User.objects.exists()


@pytest.mark.extended
def test_passwords_are_hashed_with_argon2(guest_client: Client) -> None:
    with override_settings(PASSWORD_HASHERS=serial.settings.PASSWORD_HASHERS):
        sign_up(guest_client)
        assert User.objects.get().password.startswith("argon2$argon2id$")
        assert identify_hasher(make_password(PASSWORD)).algorithm == "argon2"


def test_signing_out_needs_a_confirmation(reader_client: Client) -> None:
    assert reader_client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(reader_client)
    reader_client.post(reverse("account_logout"))
    assert not is_signed_in(reader_client)


def test_session_cookie_is_httponly_and_same_site(reader: User, guest_client: Client) -> None:
    sign_in(guest_client, "rosa")
    cookie = guest_client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
