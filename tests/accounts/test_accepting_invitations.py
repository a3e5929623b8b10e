from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.authorship import accept_invitation
from accounts.models import Invitation, User
from tests.accounts.auth import link_in, sign_in, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(administrator: User) -> Invitation:
    return Invitation.objects.create(invited_by=administrator)


def test_a_guest_follows_it_all_the_way(
    invitation: Invitation, guest_client: Client, mailoutbox: list[EmailMessage]
) -> None:
    address = invitation.get_absolute_url()
    page = guest_client.get(address)
    assert page.status_code == 200
    assert not guest_client.cookies
    for entrance in ("account_signup", "account_login"):
        assert f'href="{reverse(entrance)}?next=%2Faccounts%2F' in page.content.decode()

    sign_up(guest_client, to=address)
    # The mail is read on another device.
    other_device = Client()
    confirmed = other_device.post(link_in(mailoutbox[0]))
    assert confirmed.headers["Location"] == address
    signed_in = sign_in(other_device, "nina", to=address)
    assert signed_in.headers["Location"] == address
    assert "Accept" in other_device.get(address).content.decode()
    assert not User.objects.get(username="nina").is_author()
    accepted = other_device.post(address)
    assert accepted.headers["Location"] == reverse("desk:index")
    assert User.objects.get(username="nina").is_author()


def test_the_page_to_confirm_passes_the_way_on(
    invitation: Invitation, guest_client: Client, mailoutbox: list[EmailMessage]
) -> None:
    address = invitation.get_absolute_url()
    sign_up(guest_client, to=address)
    link = link_in(mailoutbox[0])
    assert f'name="next" value="{address}"' in guest_client.get(link).content.decode()
    answer = guest_client.post(urlsplit(link).path, {"next": address})
    assert answer.headers["Location"] == address


def test_in_the_same_browser_it_may_be_one_step_less(
    invitation: Invitation,
    guest_client: Client,
    settings: Settings,
    mailoutbox: list[EmailMessage],
) -> None:
    settings.ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
    address = invitation.get_absolute_url()
    sign_up(guest_client, to=address)
    assert guest_client.post(link_in(mailoutbox[0])).headers["Location"] == address
    guest_client.post(address)
    assert User.objects.get(username="nina").is_author()


def test_a_guest_cannot_press_the_button(invitation: Invitation, guest_client: Client) -> None:
    guest_client.post(invitation.get_absolute_url())
    invitation.refresh_from_db()
    assert invitation.is_open()


def test_a_member_accepts(
    invitation: Invitation, reader: User, reader_client: Client, author_client: Client
) -> None:
    reader_client.get(invitation.get_absolute_url())
    assert not reader.is_author()
    reader_client.post(invitation.get_absolute_url())
    invitation.refresh_from_db()
    assert reader.is_author() and invitation.accepted_by == reader


def test_an_author_does_not_use_it_up(invitation: Invitation, author_client: Client) -> None:
    answer = author_client.post(invitation.get_absolute_url())
    assert "pass its link on" in answer.content.decode()
    invitation.refresh_from_db()
    assert invitation.is_open()


def test_of_two_at_once_one_becomes_an_author(
    invitation: Invitation, reader: User, moderator: User
) -> None:
    # Both have the page open, and the invitation as it was.
    mine, theirs = Invitation.objects.get(), Invitation.objects.get()
    assert accept_invitation(mine, reader)
    assert not accept_invitation(theirs, moderator)
    assert not moderator.is_author()


@pytest.mark.parametrize(
    "end",
    [
        {"accepted_at": timezone.now()},
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_what_has_ended_says_what_to_do(
    invitation: Invitation,
    end: dict[str, object],
    reader: User,
    reader_client: Client,
    guest_client: Client,
) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(**end)
    address = invitation.get_absolute_url()
    for answer in (guest_client.get(address), reader_client.get(address)):
        assert answer.status_code == 410
        assert "ask whoever sent it" in answer.content.decode()
    assert reader_client.post(address).status_code == 410
    assert not reader.is_author()


@pytest.mark.parametrize(
    "token",
    [
        *("1", "forged:forged:forged", "x" * 2000, "%00", "שלום"),
        # Carries the moment of its signing, and a test's name must not.
        pytest.param(signing.dumps(1), id="signed for something else"),
    ],
)
def test_a_forged_link_opens_nothing(
    invitation: Invitation, reader: User, reader_client: Client, token: str
) -> None:
    assert reader_client.post(f"/accounts/invitation/{token}/").status_code == 410
    assert not reader.is_author()
