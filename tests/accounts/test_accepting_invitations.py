from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from django.core import signing
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.authorship import accept_invitation
from accounts.models import Invitation, User
from tests.accounts.auth import first_link, sign_in, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(administrator: User) -> Invitation:
    return Invitation.objects.create(invited_by=administrator)


def test_guest_signs_up_and_accepts_an_invitation(
    invitation: Invitation, guest_client: Client, mailoutbox: list[EmailMessage]
) -> None:
    url = invitation.get_absolute_url()
    page = guest_client.get(url)
    assert page.status_code == 200
    assert not guest_client.cookies
    for name in ("account_signup", "account_login"):
        assert f'href="{reverse(name)}?next=%2Faccounts%2F' in page.content.decode()

    sign_up(guest_client, next_url=url)
    # The email is read on another device.
    other_device = Client()
    confirmed = other_device.post(first_link(mailoutbox[0]))
    assert confirmed.headers["Location"] == f"/accounts/login/?{urlencode({'next': url})}"
    signed_in = sign_in(other_device, "nina", next_url=url)
    assert signed_in.headers["Location"] == url
    assert "Accept" in other_device.get(url).content.decode()
    assert not User.objects.get(username="nina").is_author()
    accepted = other_device.post(url)
    assert accepted.headers["Location"] == reverse("desk:stories_story_add")
    assert User.objects.get(username="nina").is_author()


def test_confirmation_page_keeps_the_next_url(
    invitation: Invitation, guest_client: Client, mailoutbox: list[EmailMessage]
) -> None:
    url = invitation.get_absolute_url()
    sign_up(guest_client, next_url=url)
    link = first_link(mailoutbox[0])
    assert f'name="next" value="{url}"' in guest_client.get(link).content.decode()
    response = guest_client.post(urlsplit(link).path, {"next": url})
    assert response.headers["Location"] == url


def test_signing_in_on_confirmation_saves_a_step(
    invitation: Invitation,
    guest_client: Client,
    mailoutbox: list[EmailMessage],
) -> None:
    url = invitation.get_absolute_url()
    sign_up(guest_client, next_url=url)
    assert guest_client.post(first_link(mailoutbox[0])).headers["Location"] == url
    guest_client.post(url)
    assert User.objects.get(username="nina").is_author()


def test_guest_cannot_accept(invitation: Invitation, guest_client: Client) -> None:
    guest_client.post(invitation.get_absolute_url())
    invitation.refresh_from_db()
    assert invitation.is_open()


def test_member_accepts(
    invitation: Invitation, reader: User, reader_client: Client, author_client: Client
) -> None:
    reader_client.get(invitation.get_absolute_url())
    assert not reader.is_author()
    reader_client.post(invitation.get_absolute_url())
    invitation.refresh_from_db()
    assert reader.is_author() and invitation.accepted_by == reader


def test_author_does_not_use_an_invitation(invitation: Invitation, author_client: Client) -> None:
    response = author_client.post(invitation.get_absolute_url())
    assert "You can send its link to the person it is for" in response.content.decode()
    invitation.refresh_from_db()
    assert invitation.is_open()


def test_invitation_is_accepted_once_by_two_at_the_same_time(
    invitation: Invitation, reader: User, moderator: User
) -> None:
    # Both have loaded the open invitation.
    first, second = Invitation.objects.get(), Invitation.objects.get()
    assert accept_invitation(first, reader)
    assert not accept_invitation(second, moderator)
    assert not moderator.is_author()


@pytest.mark.parametrize(
    "changes",
    [
        {"accepted_at": timezone.now()},
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_invalid_invitation_page_says_what_to_do(
    invitation: Invitation,
    changes: dict[str, object],
    reader: User,
    reader_client: Client,
    guest_client: Client,
) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(**changes)
    url = invitation.get_absolute_url()
    for response in (guest_client.get(url), reader_client.get(url)):
        assert response.status_code == 410
        assert "more than 30 days old" in response.content.decode()
        assert "ask the sender" in response.content.decode()
    assert reader_client.post(url).status_code == 410
    assert not reader.is_author()


@pytest.mark.parametrize(
    "token",
    [
        *("1", "forged:forged:forged", "x" * 2000, "%00", "שלום"),
        # The token contains a timestamp, which must not be part of the test's name.
        pytest.param(signing.dumps(1), id="signed with another salt"),
    ],
)
def test_forged_token_is_refused(
    invitation: Invitation, reader: User, reader_client: Client, token: str
) -> None:
    assert reader_client.post(f"/accounts/invitation/{token}/").status_code == 410
    assert not reader.is_author()
