"""The email address of a guest is deleted when it is not needed any more."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User
from serial.archive.guests.comments import erase_guest_comments, find_comments
from serial.comments.choices import Premoderation
from serial.comments.editing import delete_comment, erase_comment
from serial.comments.exports import guest_email_rows
from serial.comments.models import (
    Comment,
    GuestEmail,
    ReplySubscription,
    StoryCommentSettings,
)
from serial.comments.models.guest_email import (
    CONFIRMATION_PERIOD,
    GONE_PERIOD,
    SUBSCRIPTION_PERIOD,
)
from serial.comments.moderating import hide
from serial.mail.bounces.receiving import receive
from serial.mail.bounces.return_address import bounce_address
from serial.mail.bounces.stopping import stop_address
from serial.mail.models import OutboxEmail, StoppedAddress, UnsubscribeToken
from serial.mail.retention import STOPPED_GUEST_PERIOD, prune_outbox
from serial.notifications.guests.retention import HELD_PERIOD, prune_guest_emails
from tests.notifications.guests.conftest import EMAIL, Post, Reply
from tests.notifications.guests.sending import sent

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def prune(after: timedelta) -> bool:
    """Returns whether the address is still there."""
    with time_machine.travel(timezone.now() + after):
        prune_guest_emails({})
    return GuestEmail.objects.exists()


def test_address_that_is_not_confirmed(post: Post) -> None:
    post()
    sent()
    assert prune(CONFIRMATION_PERIOD - DAY)
    assert not prune(CONFIRMATION_PERIOD + DAY)
    assert not UnsubscribeToken.objects.exists() and Comment.objects.exists()


def test_address_of_a_comment_that_nobody_approved(post: Post) -> None:
    StoryCommentSettings.objects.update(premoderation=Premoderation.GUESTS)
    post()
    assert prune(HELD_PERIOD - DAY) and not prune(HELD_PERIOD + DAY)


def test_confirmed_address(confirmed: Comment) -> None:
    assert prune(SUBSCRIPTION_PERIOD - DAY) and not prune(SUBSCRIPTION_PERIOD + DAY)


def test_address_of_a_hidden_comment(confirmed: Comment, author: User) -> None:
    hide(confirmed, author)
    assert prune(GONE_PERIOD - DAY) and not prune(GONE_PERIOD + DAY)


def test_guest_erases_the_comment(confirmed: Comment) -> None:
    delete_comment(confirmed.pk, by=None)
    assert GuestEmail.objects.exists()
    erase_comment(confirmed.pk, by=None)
    assert not GuestEmail.objects.exists()


def test_address_stays_for_another_comment(confirmed: Comment, post: Post) -> None:
    post("Another.")
    delete_comment(confirmed.pk, by=None)
    erase_comment(confirmed.pk, by=None)
    assert ReplySubscription.objects.count() == GuestEmail.objects.count() == 1


def test_administrator_finds_and_erases_comments_by_the_address(
    confirmed: Comment, superuser: User
) -> None:
    assert list(find_comments(email="GUS@example.org")) == [confirmed]
    assert not find_comments(email="gus").exists()
    erase_guest_comments([confirmed.pk], superuser)
    assert not GuestEmail.objects.exists()


def test_member_with_the_address_has_it_in_their_archive_only_if_it_is_confirmed(
    confirmed: Comment, reader: User
) -> None:
    owned = EmailAddress.objects.get(user=reader)
    owned.email = EMAIL
    for owned.verified in (False, True):
        owned.save()
        assert len(list(guest_email_rows(reader))) == int(owned.verified)


def _dsn(address: str) -> bytes:
    return (
        f"To: {address}\r\nContent-Type: multipart/report; report-type=delivery-status; "
        'boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\n'
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 No such user\r\n\r\n"
        "--b--\r\n"
    ).encode()


def test_address_that_bounces_gets_no_more(
    confirmed: Comment, reply: Reply, settings: object
) -> None:
    settings.EMAIL_RETURN_ADDRESS = "return@serial.example"  # type: ignore[attr-defined]
    sent()
    reply(confirmed)
    assert len(sent()) == 1
    row = OutboxEmail.objects.get(kind="guest-reply")
    assert receive(_dsn(bounce_address(row.pk))) == "No more emails to this address."
    reply(confirmed, "Another.")
    assert sent() == []


def test_stopped_addresses_of_guests_are_deleted(reader: User) -> None:
    for email in (EMAIL, reader.email):
        stop_address(email, "550", is_final=True)
    with time_machine.travel(timezone.now() + STOPPED_GUEST_PERIOD + DAY):
        prune_outbox({})
    assert StoppedAddress.objects.get().email == reader.email
