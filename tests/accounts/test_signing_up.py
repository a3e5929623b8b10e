from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from accounts.login_forms import SignUpForm
from accounts.models import User
from accounts.models.user import USERNAME_TAKEN_ERROR
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from tests.accounts.auth import HOSTILE_USERNAMES, first_link, is_signed_in, sign_in, sign_up
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
Emails = list[EmailMessage]


def test_email_must_be_confirmed_before_signing_in(
    guest_client: Client, mailoutbox: Emails
) -> None:
    assert sign_up(guest_client).headers["Location"] == "/accounts/confirm-email/"
    assert "nina" in mailoutbox[0].body and "within 3 days" in mailoutbox[0].body
    sign_in(guest_client, "nina")
    assert not is_signed_in(guest_client)

    # An email scanner that opens the link does not confirm it.
    link = first_link(mailoutbox[0])
    assert guest_client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified
    Client().post(link)
    assert EmailAddress.objects.get().verified
    sign_in(guest_client, "nina")
    assert is_signed_in(guest_client)


def test_used_confirmation_link_says_that_the_email_is_confirmed(
    guest_client: Client, mailoutbox: Emails
) -> None:
    sign_up(guest_client)
    link = first_link(mailoutbox[0])
    assert Client().post(link).status_code == 302
    later = timezone.now() + timedelta(days=30)
    for again in (guest_client.get(link), guest_client.post(link), Client().get(link)):
        assert again.status_code == 200
        assert "nina@example.org is confirmed: you can sign in." in again.content.decode()
    with time_machine.travel(later):
        page = Client().get(f"{link}?next=/accounts/preferences/").content.decode()
    assert "is confirmed" in page and "/accounts/login/?next=/accounts/preferences/" in page
    assert "evil" not in Client().get(f"{link}?next=https://evil.example/").content.decode()

    sign_in(guest_client, "nina")
    page = guest_client.get(link).content.decode()
    assert "is confirmed" in page and "you can sign in" not in page


def test_link_that_was_not_used_expires(guest_client: Client, mailoutbox: Emails) -> None:
    sign_up(guest_client)
    link = first_link(mailoutbox[0])
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert "This link has expired" in Client().get(link).content.decode()
    tampered = link.replace("confirm-email/", "confirm-email/x")
    EmailAddress.objects.update(verified=True)
    assert "This link has expired" in Client().get(tampered).content.decode()


@pytest.mark.parametrize("name", ["anna", "ANNA", "Anna"])
def test_public_username_is_unique_in_any_case(
    author: User, guest_client: Client, name: str
) -> None:
    # Everyone can see her pen name, which is the same.
    response = sign_up(guest_client, name)
    assert response.status_code == 200
    assert str(USERNAME_TAKEN_ERROR) in response.content.decode()
    assert "nina@example.org" in response.content.decode()
    assert User.objects.count() == 1


def test_username_of_a_commenter_is_public(
    reader: User, chapter: Chapter, guest_client: Client
) -> None:
    post_comment(
        CommentSubmission(chapter=chapter, form_key=uuid4(), body="Hm.", user=reader, seconds=60.0)
    )
    assert str(USERNAME_TAKEN_ERROR) in sign_up(guest_client, "Rosa").content.decode()
    Comment.objects.update(state="hidden")
    assert sign_up(Client(), "Rosa").status_code == 302


@pytest.mark.parametrize("name", ["rosa", "ROSA", "Rosa"])
def test_taken_username_that_is_not_public_is_only_mentioned_by_email(
    reader: User, guest_client: Client, mailoutbox: Emails, name: str
) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        taken = sign_up(guest_client, name, next_url="/about/")
        free = sign_up(Client(), "nils", email="nils@example.org", next_url="/about/")
    for response in (taken, free):
        response.headers.pop("X-Request-ID", None)
    assert (taken.status_code, taken.headers) == (free.status_code, free.headers)
    assert taken.cookies.keys() == free.cookies.keys()
    assert f"sign up as {name}." in mailoutbox[0].body
    assert first_link(mailoutbox[0]) == "/accounts/signup/?next=%2Fabout%2F"
    assert set(User.objects.values_list("username", flat=True)) == {"rosa", "nils"}


def test_password_is_hashed_even_if_no_account_is_created(
    reader: User, guest_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def encode(hasher: object, password: str, salt: str) -> str:
        hashed.append(password)
        return "md5$salt$hash"

    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", encode)
    for name, email in [("rosa", "a"), ("nina", "rosa"), ("nils", "nils")]:
        sign_up(guest_client, name, email=f"{email}@example.org")
        assert hashed == [PASSWORD]
        hashed.clear()


def test_username_taken_during_sign_up_shows_an_error(
    reader: User, guest_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both forms are validated before either is saved.
    monkeypatch.setattr(SignUpForm, "clean_username", lambda form: form.cleaned_data["username"])
    response = sign_up(guest_client, "ROSA")
    assert response.status_code == 200
    assert str(USERNAME_TAKEN_ERROR) in response.content.decode()
    assert User.objects.count() == 1


def test_database_enforces_unique_usernames_in_any_case(reader: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.create_user("ROSA", "other@example.org", PASSWORD)


@pytest.mark.parametrize("name", HOSTILE_USERNAMES)
def test_invalid_username_shows_an_error_and_keeps_the_input(
    guest_client: Client, name: str
) -> None:
    response = sign_up(guest_client, name)
    page = response.content.decode()
    if name == "anna\n":
        # Forms strip white space around a username.
        assert response.status_code == 302
        return
    assert response.status_code == 200
    assert 'class="field__error"' in page
    assert 'value="nina@example.org"' in page
    assert PASSWORD not in page
    assert not User.objects.exists()


def test_existing_account_is_only_mentioned_by_email(
    reader: User, guest_client: Client, mailoutbox: Emails
) -> None:
    existing = sign_up(guest_client, "nina", email="rosa@example.org")
    new = sign_up(Client(), "nils", email="nils@example.org")
    assert existing.headers["Location"] == new.headers["Location"]
    assert "already have an account" in mailoutbox[0].subject
    assert not User.objects.filter(username="nina").exists()


@pytest.mark.parametrize("password", ["short", "12345678901", "password1", "nina@example.org"])
def test_weak_password_is_refused(guest_client: Client, password: str) -> None:
    response = sign_up(guest_client, password1=password)
    assert response.status_code == 200
    assert not User.objects.exists()


def test_failed_email_leaves_the_username_free(
    guest_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", fail)
        with pytest.raises(ConnectionRefusedError):
            sign_up(guest_client)
    assert not User.objects.exists()
