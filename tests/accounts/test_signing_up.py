import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.test import Client

from accounts.login_forms import SignUpForm
from accounts.models import User
from tests.accounts.auth import HOSTILE_NAMES, is_signed_in, link_in, sign_in, sign_up
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
Mails = list[EmailMessage]


def test_an_address_is_confirmed_before_the_first_signing_in(
    guest_client: Client, mailoutbox: Mails
) -> None:
    assert sign_up(guest_client).headers["Location"] == "/accounts/confirm-email/"
    assert "nina" in mailoutbox[0].body
    sign_in(guest_client, "nina")
    assert not is_signed_in(guest_client)

    # A mail scanner that opens the link confirms nothing.
    link = link_in(mailoutbox[0])
    assert guest_client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified
    guest_client.post(link)
    assert EmailAddress.objects.get().verified
    sign_in(guest_client, "nina")
    assert is_signed_in(guest_client)


@pytest.mark.parametrize("name", ["rosa", "ROSA", "Rosa"])
def test_a_name_is_taken_in_any_case(reader: User, guest_client: Client, name: str) -> None:
    answer = sign_up(guest_client, name)
    assert answer.status_code == 200
    assert "already" in answer.content.decode()
    assert "nina@example.org" in answer.content.decode()
    assert User.objects.count() == 1


def test_of_two_who_take_a_name_at_once_the_second_is_told(
    reader: User, guest_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both forms were checked before either was saved.
    monkeypatch.setattr(SignUpForm, "clean_username", lambda form: form.cleaned_data["username"])
    answer = sign_up(guest_client, "ROSA")
    assert answer.status_code == 200
    assert "Somebody has this user name already." in answer.content.decode()
    assert User.objects.count() == 1


def test_the_database_agrees_that_a_name_is_one_in_any_case(reader: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.create_user("ROSA", "other@example.org", PASSWORD)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_cannot_be_is_explained_and_given_back(guest_client: Client, name: str) -> None:
    answer = sign_up(guest_client, name)
    page = answer.content.decode()
    if name == "anna\n":
        # Browsers and forms trim what surrounds a name.
        assert answer.status_code == 302
        return
    assert answer.status_code == 200
    assert 'class="errorlist"' in page
    assert 'value="nina@example.org"' in page
    assert PASSWORD not in page
    assert not User.objects.exists()


def test_who_has_an_account_is_told_by_mail_alone(
    reader: User, guest_client: Client, mailoutbox: Mails
) -> None:
    known = sign_up(guest_client, "nina", email="rosa@example.org")
    unknown = sign_up(Client(), "nils", email="nils@example.org")
    assert known.headers["Location"] == unknown.headers["Location"]
    assert "account already" in mailoutbox[0].subject
    assert not User.objects.filter(username="nina").exists()


@pytest.mark.parametrize("password", ["short", "12345678901", "password1", "nina@example.org"])
def test_a_weak_password_is_refused(guest_client: Client, password: str) -> None:
    answer = sign_up(guest_client, password1=password, password2=password)
    assert answer.status_code == 200
    assert not User.objects.exists()


def test_a_mail_that_cannot_be_sent_leaves_the_name_free(
    guest_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", fail)
        with pytest.raises(ConnectionRefusedError):
            sign_up(guest_client)
    assert not User.objects.exists()
