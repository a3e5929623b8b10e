"""Unsubscribing from an email: one click in a mail program, a page that asks, an email."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from serial.mail.bounces.receiving import receive
from serial.mail.models import UnsubscribeToken

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(reader: User) -> str:
    return UnsubscribeToken.objects.create(user=reader, scope="greetings").token


@pytest.fixture
def program() -> Client:
    """A mail program: it knows nothing but the URL."""
    return Client(enforce_csrf_checks=True)


def ended() -> list[str]:
    found = Group.objects.filter(name__startswith="greetings").order_by("pk")
    return list(found.values_list("name", flat=True))


@pytest.mark.parametrize("content_type", ["multipart", "application/x-www-form-urlencoded", ""])
def test_one_click_ends_it_at_once(program: Client, token: str, content_type: str) -> None:
    url = f"/unsubscribe/{token}/"
    body = "List-Unsubscribe=One-Click"
    if content_type == "multipart":
        response = program.post(url, {"List-Unsubscribe": "One-Click"})
    else:
        response = program.generic("POST", url, body, content_type=content_type)
    assert response.status_code == 200 and not response.cookies
    assert ended() == ["greetings greetings"]
    assert "no-store" in response["Cache-Control"]
    # Twice is as good as once.
    assert program.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_get_only_asks(program: Client, token: str) -> None:
    for method in (program.get, program.head):
        response = method(f"/unsubscribe/{token}/")
        assert response.status_code == 200 and not response.cookies
    page = program.get(f"/unsubscribe/{token}/").content.decode()
    assert "Stop emails?" in page and "Stop all emails" in page and "/accounts/preferences/" in page
    assert ended() == []


def test_page_offers_more(program: Client, token: str) -> None:
    url = f"/unsubscribe/{token}/"
    page = program.post(url, {"choice": "greetings"}).content.decode()
    assert "You get no more greetings." in page and "Stop all emails" in page
    page = program.post(url, {"choice": "all"}).content.decode()
    assert "You get no more emails." in page
    assert ended() == ["greetings greetings", "greetings all"]
    assert "There is nothing left to stop." in program.get(url).content.decode()


def test_unknown_choice_ends_nothing(program: Client, token: str) -> None:
    assert program.post(f"/unsubscribe/{token}/", {"choice": "x"}).status_code == 200
    assert ended() == []


def test_token_survives_a_new_secret_key(program: Client, token: str, settings: Settings) -> None:
    settings.SECRET_KEY = "another"
    assert program.post(f"/unsubscribe/{token}/").status_code == 200
    assert ended() == ["greetings greetings"]


def test_unknown_token_is_not_found(program: Client, token: str, settings: Settings) -> None:
    for url in ("/unsubscribe/nothing/", f"/unsubscribe/{token}x/"):
        assert program.get(url).status_code == program.post(url).status_code == 404
    settings.UNSUBSCRIBE_SCOPES = {}
    assert program.get(f"/unsubscribe/{token}/").status_code == 404


def test_email_to_the_unsubscribe_address_ends_it(token: str) -> None:
    content = f"To: return+u{token}@serial.example\nSubject: unsubscribe\n\n".encode()
    assert receive(content) == "Unsubscribed."
    assert ended() == ["greetings greetings"]
    assert receive(b"", f"return+u{token}@serial.example") == "Unsubscribed."
    assert "nothing" in receive(b"", "return+uunknown-token@serial.example")
