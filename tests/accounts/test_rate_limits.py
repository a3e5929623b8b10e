import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.auth import is_signed_in, sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_failing_at_one_name_closes_it_for_a_while(reader: User, guest_client: Client) -> None:
    for _time in range(5):
        assert sign_in(guest_client, "rosa", "wrong").status_code == 200
    answer = sign_in(guest_client, "rosa", PASSWORD)
    assert answer.status_code == 429
    assert "Too many" in answer.content.decode()
    assert 'value="rosa"' in answer.content.decode()
    assert not is_signed_in(guest_client)


def test_the_name_in_capitals_is_no_way_around(reader: User, guest_client: Client) -> None:
    for login in ("rosa", "ROSA", "Rosa", "rOsa", "roSa"):
        sign_in(guest_client, login, "wrong")
    assert sign_in(guest_client, "rosA", PASSWORD).status_code == 429


def test_failing_at_many_names_closes_the_entrance(guest_client: Client) -> None:
    answers = [sign_in(guest_client, f"name{i}", "wrong").status_code for i in range(11)]
    assert answers == [200] * 10 + [429]


def test_a_flood_is_answered_with_its_own_page(guest_client: Client) -> None:
    for _time in range(20):
        guest_client.post(reverse("account_signup"), {})
    answer = guest_client.post(reverse("account_signup"), {})
    assert answer.status_code == 429
    assert "wait a few minutes" in answer.content.decode()


def test_a_member_comes_in_on_the_fifth_try(reader: User, guest_client: Client) -> None:
    for _time in range(4):
        sign_in(guest_client, "rosa", "wrong")
    sign_in(guest_client, "rosa", PASSWORD)
    assert is_signed_in(guest_client)
