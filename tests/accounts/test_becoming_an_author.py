"""Who may write is a setting: by invitation, by asking, or every verified member."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.authorship import decide_request
from accounts.models import AuthorRequest, User

pytestmark = pytest.mark.django_db
HERE = "/accounts/write/"


@pytest.mark.parametrize("who", ["invitation", "request", "member"])
def test_a_guest_signs_in_first(guest_client: Client, settings: Settings, who: str) -> None:
    settings.WHO_MAY_WRITE = who
    for answer in (guest_client.get(HERE), guest_client.post(HERE, {"reason": "Tales"})):
        assert answer.headers["Location"] == f"/accounts/login/?next={HERE}"


@pytest.mark.parametrize("who", ["invitation", "request", "member"])
def test_an_author_is_led_to_the_desk(author_client: Client, settings: Settings, who: str) -> None:
    settings.WHO_MAY_WRITE = who
    assert reverse("desk:index") in author_client.get(HERE).content.decode()


def test_by_default_one_is_invited(reader: User, reader_client: Client) -> None:
    assert "invited" in reader_client.get(HERE).content.decode()
    assert reader_client.post(HERE, {"reason": "Please"}).status_code == 403
    assert not reader.is_author()
    assert not AuthorRequest.objects.exists()


def test_every_member(reader: User, reader_client: Client, settings: Settings) -> None:
    settings.WHO_MAY_WRITE = "member"
    reader_client.get(HERE)
    assert not reader.is_author()
    assert reader_client.post(HERE).headers["Location"] == reverse("desk:index")
    assert reader.is_author()
    reader_client.post(HERE)
    assert [name.name for name in reader.pen_names.all()] == ["rosa"]


def test_but_not_without_a_confirmed_address(
    reader: User, reader_client: Client, settings: Settings
) -> None:
    settings.WHO_MAY_WRITE = "member"
    EmailAddress.objects.update(verified=False)
    assert reverse("account_email") in reader_client.get(HERE).content.decode()
    assert reader_client.post(HERE).status_code == 403
    assert not reader.is_author()


def test_one_request_waits_at_a_time(
    reader: User, reader_client: Client, settings: Settings
) -> None:
    settings.WHO_MAY_WRITE = "request"
    assert '<textarea name="reason"' in reader_client.get(HERE).content.decode()
    assert reader_client.post(HERE, {"reason": "Tales of <b>lamps</b>"}).status_code == 302
    again = reader_client.post(HERE, {"reason": "More"}).content.decode()
    assert "Tales of &lt;b&gt;lamps&lt;/b&gt;" in again
    assert AuthorRequest.objects.get().user == reader


def test_who_was_refused_may_ask_again(
    reader: User, reader_client: Client, administrator: User, settings: Settings
) -> None:
    settings.WHO_MAY_WRITE = "request"
    reader_client.post(HERE, {"reason": "Tales"})
    decide_request(AuthorRequest.objects.get(), by=administrator, granted=False)
    reader_client.post(HERE, {"reason": "Better tales"})
    assert AuthorRequest.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "   ", "nul\x00byte", "a" * 2001])
def test_a_request_that_cannot_be_is_explained(
    reader_client: Client, settings: Settings, reason: str
) -> None:
    settings.WHO_MAY_WRITE = "request"
    answer = reader_client.post(HERE, {"reason": reason})
    assert 'class="errorlist"' in answer.content.decode()
    assert not AuthorRequest.objects.exists()
