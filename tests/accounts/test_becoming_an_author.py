"""WHO_MAY_WRITE decides who can become an author: invited, approved or all members."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.authorship import decide_request
from accounts.models import AuthorRequest, User

pytestmark = pytest.mark.django_db
URL = "/accounts/write/"


@pytest.mark.parametrize("who_may_write", ["invitation", "request", "member"])
def test_guest_must_sign_in(guest_client: Client, settings: Settings, who_may_write: str) -> None:
    settings.WHO_MAY_WRITE = who_may_write
    for response in (guest_client.get(URL), guest_client.post(URL, {"reason": "Tales"})):
        assert response.headers["Location"] == f"/accounts/login/?next={URL}"


@pytest.mark.parametrize("who_may_write", ["invitation", "request", "member"])
def test_author_gets_a_link_to_the_desk(
    author_client: Client, settings: Settings, who_may_write: str
) -> None:
    settings.WHO_MAY_WRITE = who_may_write
    assert reverse("desk:index") in author_client.get(URL).content.decode()


def test_members_need_an_invitation_by_default(reader: User, reader_client: Client) -> None:
    assert "invitation link" in reader_client.get(URL).content.decode()
    assert reader_client.post(URL, {"reason": "Please"}).status_code == 403
    assert not reader.is_author()
    assert not AuthorRequest.objects.exists()


def test_member_becomes_an_author(reader: User, reader_client: Client, settings: Settings) -> None:
    settings.WHO_MAY_WRITE = "member"
    reader_client.get(URL)
    assert not reader.is_author()
    assert reader_client.post(URL).headers["Location"] == reverse("desk:stories_story_add")
    assert reader.is_author()
    reader_client.post(URL)
    assert [name.name for name in reader.pen_names.all()] == ["rosa"]


def test_member_without_confirmed_email_cannot_become_an_author(
    reader: User, reader_client: Client, settings: Settings
) -> None:
    settings.WHO_MAY_WRITE = "member"
    EmailAddress.objects.update(verified=False)
    assert reverse("account_email") in reader_client.get(URL).content.decode()
    assert reader_client.post(URL).status_code == 403
    assert not reader.is_author()


def test_member_has_one_pending_request(
    reader: User, reader_client: Client, settings: Settings
) -> None:
    settings.WHO_MAY_WRITE = "request"
    assert '<textarea name="reason"' in reader_client.get(URL).content.decode()
    assert reader_client.post(URL, {"reason": "Tales of <b>lamps</b>"}).status_code == 302
    again = reader_client.post(URL, {"reason": "More"}).content.decode()
    assert "Tales of &lt;b&gt;lamps&lt;/b&gt;" in again
    assert AuthorRequest.objects.get().user == reader


def test_declined_member_can_send_another_request(
    reader: User, reader_client: Client, administrator: User, settings: Settings
) -> None:
    settings.WHO_MAY_WRITE = "request"
    reader_client.post(URL, {"reason": "Tales"})
    assert "What happens next" in reader_client.get(URL).content.decode()
    decide_request(AuthorRequest.objects.get(), by=administrator, approved=False)
    assert "Your request was declined on" in reader_client.get(URL).content.decode()
    reader_client.post(URL, {"reason": "Better tales"})
    assert AuthorRequest.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "   ", "nul\x00byte", "a" * 2001])
def test_invalid_reason_shows_an_error(
    reader_client: Client, settings: Settings, reason: str
) -> None:
    settings.WHO_MAY_WRITE = "request"
    response = reader_client.post(URL, {"reason": reason})
    assert 'class="field__error"' in response.content.decode()
    assert not AuthorRequest.objects.exists()
