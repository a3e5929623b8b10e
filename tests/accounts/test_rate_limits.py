"""Wrong passwords are limited by name and network; no one can lock a member out."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.auth import first_link, is_signed_in, sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
Emails = list[EmailMessage]
NEW = "quite another password"


def client_in(network: str, *, like: Client | None = None) -> Client:
    """Returns a client in another network, with the cookies of `like`."""
    client = Client(REMOTE_ADDR=network)
    if like is not None:
        client.cookies = like.cookies
    return client


def fail(client: Client, login: str = "rosa", times: int = 5) -> None:
    for _attempt in range(times):
        sign_in(client, login, "wrong")


def is_let_in(client: Client, password: str = PASSWORD, login: str = "rosa") -> bool:
    sign_in(client, login, password)
    return is_signed_in(client)


def known_device(network: str) -> Client:
    client = client_in(network)
    assert is_let_in(client)
    client.post(reverse("account_logout"))
    return client


def test_failed_attempts_lock_a_username_for_a_while(reader: User, guest_client: Client) -> None:
    for _attempt in range(5):
        assert sign_in(guest_client, "rosa", "wrong").status_code == 200
    response = sign_in(guest_client, "rosa", PASSWORD)
    assert response.status_code == 429
    assert "Too many wrong passwords" in response.content.decode()
    assert reverse("account_reset_password") in response.content.decode()
    assert 'value="rosa"' in response.content.decode()
    assert not is_signed_in(guest_client)


def test_lock_ignores_the_case_of_the_username(reader: User, guest_client: Client) -> None:
    for login in ("rosa", "ROSA", "Rosa", "rOsa", "roSa"):
        sign_in(guest_client, login, "wrong")
    assert sign_in(guest_client, "rosA", PASSWORD).status_code == 429


@pytest.mark.parametrize("login", ["rosa", "rosa@example.org"])
def test_wrong_passwords_do_not_lock_the_name_in_another_network(reader: User, login: str) -> None:
    fail(client_in("203.0.113.7"), login, 9)
    assert is_let_in(client_in("198.51.100.9"), login=login)
    # Neighbours in an IPv6 network of one customer count together.
    fail(client_in("2001:db8:1:2::1"), login)
    assert not is_let_in(client_in("2001:db8:1:2:ffff::1"), login=login)
    assert is_let_in(client_in("2001:db8:1:3::1"), login=login)


def test_known_device_is_let_in_from_the_attackers_network(reader: User) -> None:
    owner = known_device("203.0.113.7")
    stranger = client_in("203.0.113.7")
    fail(stranger)
    fail(stranger, "someone", 10)
    assert not is_let_in(stranger)
    assert is_let_in(owner)


def test_known_device_has_its_own_limit(reader: User) -> None:
    device = known_device("203.0.113.7")
    fail(device)
    assert sign_in(device, "rosa", PASSWORD).status_code == 429
    # It follows the device, not the network.
    assert not is_let_in(client_in("198.51.100.9", like=device))


def test_device_is_known_only_to_who_signed_in_there(reader: User, author: User) -> None:
    rosas = known_device("203.0.113.7")
    fail(client_in("203.0.113.7"), "anna")
    assert not is_let_in(rosas, login="anna")


@pytest.mark.parametrize("value", ["forged", "e30:1:x", "", "a" * 4000])
def test_forged_cookie_is_no_known_device(reader: User, value: str) -> None:
    fail(client_in("203.0.113.7"))
    stranger = client_in("203.0.113.7")
    stranger.cookies["known_device"] = value
    assert not is_let_in(stranger)


def test_cookie_of_the_device_is_only_sent_to_account_pages(
    reader: User, guest_client: Client
) -> None:
    cookie = sign_in(guest_client, "rosa").cookies["known_device"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/accounts/"


def test_device_of_a_family_remembers_all_its_members(reader: User, author: User) -> None:
    device = known_device("203.0.113.7")
    assert is_let_in(device, login="anna")
    device.post(reverse("account_logout"))
    for login in ("rosa", "anna"):
        fail(client_in("203.0.113.7"), login)
    for login in ("rosa", "anna"):
        assert is_let_in(device, login=login)
        device.post(reverse("account_logout"))


def test_password_reset_lets_the_owner_in(reader: User, mailoutbox: Emails) -> None:
    owner = client_in("203.0.113.7")
    fail(owner)
    mailoutbox.clear()
    owner.post(reverse("account_reset_password"), {"email": "rosa@example.org"})
    url = owner.get(first_link(mailoutbox[0])).headers["Location"]
    owner.post(url, {"password1": NEW})
    assert is_let_in(owner, NEW)


def test_nobody_can_use_up_the_reset_of_another(reader: User, mailoutbox: Emails) -> None:
    attacker = client_in("203.0.113.7")
    for _attempt in range(8):
        attacker.post(reverse("account_reset_password"), {"email": "rosa@example.org"})
    owner = client_in("198.51.100.9")
    response = owner.post(reverse("account_reset_password"), {"email": "Rosa@example.org"})
    assert response.headers["Location"] == reverse("account_reset_password_done")
    # The links of the five emails work.
    assert len(mailoutbox) == 5
    assert "Change password" in owner.get(first_link(mailoutbox[0]), follow=True).content.decode()


@pytest.mark.parametrize("login", ["rosa", "ROSA", "rosa@example.org"])
def test_owner_is_told_by_email_once(reader: User, login: str, mailoutbox: Emails) -> None:
    for number in range(4):
        fail(client_in(f"203.0.113.{number}"), login, 1)
    assert not mailoutbox
    for number in range(12):
        fail(client_in(f"198.51.100.{number}"), login, 1)
    assert [email.to for email in mailoutbox] == [["rosa@example.org"]]
    assert "Somebody tried to sign in" in mailoutbox[0].subject
    assert "not locked" in mailoutbox[0].body and "198.51.100.0" in mailoutbox[0].body


def test_no_email_without_an_account_or_for_the_owners_own_errors(
    reader: User, mailoutbox: Emails
) -> None:
    fail(client_in("203.0.113.7"), "nobody", 9)
    device = known_device("198.51.100.9")
    fail(device)
    assert not mailoutbox


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
    fail(guest_client, times=4)
    assert is_let_in(guest_client)


def test_signed_in_member_can_confirm_the_password(reader: User) -> None:
    member = client_in("203.0.113.7")
    member.force_login(reader)
    fail(client_in("203.0.113.7"))
    url = reverse("account_reauthenticate")
    assert member.post(url, {"password": PASSWORD}).status_code == 302
    for _attempt in range(5):
        member.post(url, {"password": "wrong"})
    assert "Too many" in member.post(url, {"password": PASSWORD}).content.decode()


def test_right_passwords_do_not_count(reader: User) -> None:
    for _attempt in range(7):
        assert is_let_in(client_in("203.0.113.7"))
