import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from serial.after_response import Task
from tests.accounts.auth import first_link, is_signed_in, sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
Emails = list[EmailMessage]
NEW = "quite another password"


def request_reset(client: Client, email: str) -> str:
    return client.post(reverse("account_reset_password"), {"email": email}).headers["Location"]


def test_forgotten_password_is_reset_by_a_link(
    reader: User, guest_client: Client, mailoutbox: Emails
) -> None:
    request_reset(guest_client, "ROSA@example.org")
    assert "rosa" in mailoutbox[0].body
    form = guest_client.get(first_link(mailoutbox[0]), follow=True)
    url = form.redirect_chain[-1][0]
    # The key is no longer in the URL, from where it could leak.
    assert url.endswith("-set-password/")
    response = guest_client.post(url, {"password1": NEW}, follow=True)
    assert response.status_code == 200
    sign_in(guest_client, "rosa", NEW)
    assert is_signed_in(guest_client)


def test_reset_link_works_once(reader: User, guest_client: Client, mailoutbox: Emails) -> None:
    request_reset(guest_client, "rosa@example.org")
    url = guest_client.get(first_link(mailoutbox[0])).headers["Location"]
    guest_client.post(url, {"password1": NEW})
    page = Client().get(first_link(mailoutbox[0])).content.decode()
    assert "already used" in page
    assert 'name="password1"' not in page


def test_reset_does_not_reveal_who_has_an_account(
    reader: User, guest_client: Client, mailoutbox: Emails
) -> None:
    assert request_reset(guest_client, "rosa@example.org") == request_reset(
        guest_client, "nobody@example.org"
    )
    assert "no account" in mailoutbox[1].subject


def test_reset_does_the_same_work_for_known_and_unknown_emails(
    reader: User, guest_client: Client, mailoutbox: Emails, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[Task] = []
    monkeypatch.setattr("serial.web.middleware.after_response._run", later.extend)
    queries = {}
    for email in ("rosa@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as captured:
            request_reset(guest_client, email)
        queries[email] = [query["sql"] for query in captured]
    # Until the response, nothing depends on the email address.
    assert queries["rosa@example.org"] == queries["nobody@example.org"] == []
    assert len(later) == 2 and not mailoutbox
    for task in later:
        task()
    assert [email.to for email in mailoutbox] == [["rosa@example.org"], ["nobody@example.org"]]


def test_mail_server_that_is_down_looks_the_same_for_all_emails(
    reader: User,
    guest_client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    done = reverse("account_reset_password_done")
    assert request_reset(guest_client, "rosa@example.org") == done
    assert request_reset(guest_client, "nobody@example.org") == done
    assert caplog.text.count("A task after the response failed") == 2


@pytest.mark.parametrize("user_id", ["1", "zz", "zzzzzzzzzzzzz", "z" * 40])
@pytest.mark.parametrize("key", ["x", "set-password", "a%00b"])
def test_forged_reset_link_shows_a_page(guest_client: Client, user_id: str, key: str) -> None:
    response = guest_client.get(f"/accounts/password/reset/key/{user_id}-{key}/")
    assert response.status_code == 200
    assert "Get a new link" in response.content.decode()


def test_member_changes_the_password_with_the_old_one(reader: User, guest_client: Client) -> None:
    sign_in(guest_client, "rosa")
    data = {"oldpassword": "wrong", "password1": NEW}
    guest_client.post(reverse("account_change_password"), data)
    reader.refresh_from_db()
    assert reader.check_password(PASSWORD)
    guest_client.post(reverse("account_change_password"), {**data, "oldpassword": PASSWORD})
    reader.refresh_from_db()
    assert reader.check_password(NEW)


def test_password_change_signs_out_other_devices_and_sends_an_email(
    reader: User,
    reader_client: Client,
    guest_client: Client,
    settings: Settings,
    mailoutbox: Emails,
) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    sign_in(guest_client, "rosa")
    data = {"oldpassword": PASSWORD, "password1": NEW}
    reader_client.post(reverse("account_change_password"), data)
    assert reader_client.get(reverse("account")).status_code == 200
    assert guest_client.get(reverse("account")).status_code == 302
    assert "was changed" in mailoutbox[-1].subject
    assert "http://testserver/accounts/password/reset/" in mailoutbox[-1].body


@pytest.mark.parametrize("name", ["account_change_password", "account_email", "account"])
def test_guest_must_sign_in(guest_client: Client, name: str) -> None:
    response = guest_client.get(reverse(name))
    assert response.headers["Location"].startswith(reverse("account_login") + "?next=")
