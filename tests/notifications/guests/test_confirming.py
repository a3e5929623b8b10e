"""A guest leaves an email address, and confirms it before anything else is sent to it."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import Premoderation
from serial.comments.models import (
    Comment,
    GuestEmail,
    ReplySubscription,
    StoryCommentSettings,
)
from serial.comments.models.guest_email import CONFIRMATION_PERIOD
from serial.comments.moderating import approve, hide
from serial.mail.bounces.stopping import stop_address
from serial.mail.models import OutboxEmail, UnsubscribeToken
from serial.mail.suppressing import suppress_email
from serial.notifications.guests import subscribing
from tests.comments.sending import comments_url, open_form, send
from tests.notifications.guests.conftest import EMAIL, Post, Reply
from tests.notifications.guests.sending import link_in, sent

pytestmark = pytest.mark.django_db
PATH = "/comments/email/"


@pytest.fixture
def program() -> Client:
    """A mail program, or the browser of somebody who has never been here."""
    return Client(enforce_csrf_checks=True)


def test_link_confirms_the_address_with_a_press(post: Post, reply: Reply, program: Client) -> None:
    comment = post(email="Gus@Example.org")
    (email,) = sent()
    assert email.to == [EMAIL] and email.subject == "Confirm your email address"
    # Nothing that the guest typed.
    assert "Gus" not in email.body and "towel" not in email.body and "The Lamp" in email.body
    url = link_in(email, PATH)
    reply(comment)
    assert sent() == []
    for method in (program.get, program.head):
        response = method(url)
        assert response.status_code == 200 and not response.cookies
        assert "no-store" in response.headers["Cache-Control"]
    assert "Get replies by email?" in program.get(url).content.decode()
    assert not GuestEmail.objects.confirmed().exists() and sent() == []
    response = program.post(url)
    assert "Address confirmed" in response.content.decode() and not response.cookies
    # What came meanwhile is told now.
    (email,) = sent()
    assert email.subject == "rosa replied to you: The Lamp"
    assert "Address confirmed" in program.get(url).content.decode()
    program.post(url)
    assert sent() == []


@pytest.mark.parametrize("token", ["wrong", "x" * 300])
def test_wrong_link_says_so(token: str, post: Post, program: Client) -> None:
    post()
    for response in (program.get(f"{PATH}{token}/"), program.post(f"{PATH}{token}/")):
        assert response.status_code == 404
        assert "This link does not work" in response.content.decode()
    assert not GuestEmail.objects.confirmed().exists()


@pytest.mark.parametrize("path", [f"{PATH}%00/", f"{PATH}ä/", "/unsubscribe/%00/"])
def test_link_with_signs_that_no_token_has_is_not_found(path: str, program: Client) -> None:
    for response in (program.get(path), program.post(path)):
        assert response.status_code == 404


def test_link_expires(post: Post, program: Client) -> None:
    post()
    url = link_in(sent()[0], PATH)
    with time_machine.travel(timezone.now() + CONFIRMATION_PERIOD):
        assert program.post(url).status_code == 404
    assert not GuestEmail.objects.confirmed().exists()


def test_one_confirmation_for_many_comments(post: Post) -> None:
    for text in ("One.", "Two.", "Three."):
        post(text)
    assert len(sent()) == 1 and ReplySubscription.objects.count() == 3
    with time_machine.travel(timezone.now() + CONFIRMATION_PERIOD):
        post("Four.")
        assert len(sent()) == 1


def test_confirmed_address_is_not_asked_again(confirmed: Comment, post: Post, reply: Reply) -> None:
    sent()
    second = post("And whose map?")
    assert sent() == []
    reply(second)
    assert len(sent()) == 1


def test_form_that_is_sent_twice_sends_one_email(
    guest_client: Client, chapter: Chapter, open_story: None
) -> None:
    fields = open_form(guest_client, chapter) | {"text": "One.", "name": "Gus", "email": EMAIL}
    for email in (EMAIL, "other@example.org"):
        guest_client.post(f"{comments_url(chapter)}write/", fields | {"email": email})
    assert [email.to for email in sent()] == [[EMAIL]]
    assert GuestEmail.objects.get().email == EMAIL


@pytest.fixture
def held(post: Post, chapter: Chapter) -> Comment:
    StoryCommentSettings.objects.update(premoderation=Premoderation.GUESTS)
    comment = post()
    assert comment.state == "held"
    return comment


def test_held_comment_sends_nothing_until_it_is_approved(held: Comment, author: User) -> None:
    assert sent() == [] and not OutboxEmail.objects.filter(address=EMAIL).exists()
    approve(held, author)
    assert [email.to for email in sent()] == [[EMAIL]]
    hide(held, author)
    approve(held, author)
    assert sent() == []


def test_nothing_is_asked_for_a_comment_that_was_hidden_meanwhile(post: Post, author: User) -> None:
    hide(post(), author)
    assert sent() == []


@pytest.mark.parametrize("email", ["nonsense", "a@b", "a@b.example\nBcc: c@d.example", "x" * 300])
def test_wrong_address_comes_back_with_everything_that_was_typed(
    email: str, guest_client: Client, chapter: Chapter
) -> None:
    response = send(guest_client, chapter, "My words.", email=email)
    page = response.content.decode()
    assert response.status_code == 422 and "Enter a valid email address." in page
    assert response.context["form"]["email"].value() == email
    assert "My words." in page and 'value="Gus"' in page
    assert not Comment.objects.exists()


def test_network_leaves_few_addresses(
    post: Post, guest_client: Client, chapter: Chapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "EMAILS_PER_NETWORK", 2)
    for number in range(2):
        post(f"Number {number}.", f"victim{number}@example.org")
    response = send(guest_client, chapter, "My words.", email="victim2@example.org")
    page = response.content.decode()
    assert response.status_code == 429 and response.headers["Retry-After"] == "86400"
    assert "Too many email addresses" in page and "My words." in page
    assert "victim2@example.org" in page
    # The same address again, and none at all.
    post("Three.", "victim1@example.org")
    post("Four.", "")
    assert {email.to[0] for email in sent()} == {"victim0@example.org", "victim1@example.org"}


def test_address_is_left_with_few_comments(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "COMMENTS_PER_EMAIL", 2)
    for number in range(3):
        post(f"Number {number}.")
    assert ReplySubscription.objects.count() == 2 and Comment.objects.count() == 3


def test_address_that_wants_nothing_or_takes_nothing_gets_nothing(post: Post) -> None:
    suppress_email(EMAIL)
    stop_address("full@example.org", "550", is_final=True)
    post("One.")
    post("Two.", "full@example.org")
    assert sent() == [] and not GuestEmail.objects.filter(email=EMAIL).exists()


def test_link_in_the_confirmation_ends_everything(post: Post, program: Client) -> None:
    post()
    (email,) = sent()
    assert "List-Unsubscribe" in email.message()
    program.post(link_in(email, "/unsubscribe/"))
    assert not GuestEmail.objects.exists() and not UnsubscribeToken.objects.exists()
    assert not OutboxEmail.objects.filter(address=EMAIL).exists()
    post("Again.")
    assert sent() == []


def test_members_leave_no_address(reader_client: Client, chapter: Chapter) -> None:
    send(reader_client, chapter, "My words.", email=EMAIL)
    assert Comment.objects.exists() and not GuestEmail.objects.exists()


def test_address_is_on_no_page(
    confirmed: Comment, guest_client: Client, program: Client, chapter: Chapter, author: User
) -> None:
    own = f"{confirmed.get_absolute_url()}?own=yes"
    urls = (chapter.get_absolute_url(), comments_url(chapter), confirmed.get_absolute_url(), own)
    for client in (guest_client, program):
        for url in urls:
            response = client.get(url, follow=True)
            assert response.status_code == 200 and EMAIL not in response.content.decode()


def test_shared_form_is_empty_and_sets_no_cookie(
    confirmed: Comment, program: Client, chapter: Chapter
) -> None:
    response = program.get(chapter.get_absolute_url())
    assert not response.cookies and "public" in response.headers["Cache-Control"]
    page = response.content.decode()
    assert page.count('name="email"') == 1
    assert 'name="email" value' not in page
