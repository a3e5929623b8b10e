import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.auth import is_signed_in, sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_failed_attempts_lock_a_username_for_a_while(reader: User, guest_client: Client) -> None:
    for _attempt in range(5):
        assert sign_in(guest_client, "rosa", "wrong").status_code == 200
    response = sign_in(guest_client, "rosa", PASSWORD)
    assert response.status_code == 429
    assert "Too many" in response.content.decode()
    assert 'value="rosa"' in response.content.decode()
    assert not is_signed_in(guest_client)


def test_lock_ignores_the_case_of_the_username(reader: User, guest_client: Client) -> None:
    for login in ("rosa", "ROSA", "Rosa", "rOsa", "roSa"):
        sign_in(guest_client, login, "wrong")
    assert sign_in(guest_client, "rosA", PASSWORD).status_code == 429


def test_failed_attempts_with_many_usernames_are_limited(guest_client: Client) -> None:
    statuses = [sign_in(guest_client, f"name{i}", "wrong").status_code for i in range(11)]
    assert statuses == [200] * 10 + [429]


def test_too_many_requests_show_their_own_page(guest_client: Client) -> None:
    for _attempt in range(20):
        guest_client.post(reverse("account_signup"), {})
    response = guest_client.post(reverse("account_signup"), {})
    assert response.status_code == 429
    assert "Wait a few minutes" in response.content.decode()


def test_member_can_sign_in_on_the_fifth_attempt(reader: User, guest_client: Client) -> None:
    for _attempt in range(4):
        sign_in(guest_client, "rosa", "wrong")
    sign_in(guest_client, "rosa", PASSWORD)
    assert is_signed_in(guest_client)
