"""Members see where they are signed in, end sessions, and are told of new devices."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests.accounts.auth import first_link, sign_in, sign_up
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SESSIONS = "/accounts/sessions/"
NEW = "quite another password"
Emails = list[EmailMessage]


def device(network: str = "203.0.113.7", browser: str = "Firefox", login: str = "rosa") -> Client:
    client = Client(REMOTE_ADDR=network, headers={"user-agent": browser})
    sign_in(client, login)
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def end_url(client: Client) -> str:
    session = UserSession.objects.get(session_key=client.session.session_key)
    return f"{SESSIONS}{session.pk}/end/"


def test_page_lists_the_sessions_of_the_member(reader: User, author: User) -> None:
    here, phone = device(), device("198.51.100.9", "<b>Mozilla</b> (Android 15) Firefox/144.0")
    device("192.0.2.5", login="anna")
    page = here.get(SESSIONS).content.decode()
    assert page.count(" data-age>") == 2 and page.count(">this device<") == 1
    assert "198.51.100.9" in page and "Firefox on Android" in page and "Mozilla" not in page
    assert "192.0.2.5" not in page
    assert end_url(phone) in page and end_url(here) not in page


def test_member_ends_one_session(reader: User) -> None:
    here, lost, other = device(), device(), device()
    assert here.post(end_url(lost)).headers["Location"] == SESSIONS
    assert [is_signed_in(client) for client in (here, lost, other)] == [True, False, True]
    assert UserSession.objects.count() == 2


def test_member_ends_all_other_sessions(reader: User, author: User) -> None:
    here, lost, other, authors = device(), device(), device(), device(login="anna")
    here.post(f"{SESSIONS}end-others/")
    people = (here, lost, other, authors)
    assert [is_signed_in(client) for client in people] == [True, False, False, True]


def test_nobody_ends_sessions_of_others(reader: User, author: User) -> None:
    authors, readers = device(login="anna"), device()
    assert readers.post(end_url(authors)).status_code == 404
    assert Client().post(end_url(authors)).headers["Location"].startswith("/accounts/login/")
    assert is_signed_in(authors)


def test_sessions_that_ended_are_not_listed(reader: User) -> None:
    here, left = device(), device("198.51.100.9")
    left.post("/accounts/logout/")
    assert "198.51.100.9" not in here.get(SESSIONS).content.decode()
    before_the_change = device("192.0.2.44")
    data = {"oldpassword": PASSWORD, "password1": NEW}
    here.post("/accounts/password/change/", data)
    assert not is_signed_in(before_the_change)
    page = here.get(SESSIONS).content.decode()
    assert "192.0.2.44" not in page and page.count(" data-age>") == 1


def test_number_of_queries_does_not_grow_with_the_sessions(reader: User) -> None:
    here = device()

    def count() -> int:
        here.get(SESSIONS)
        with CaptureQueriesContext(connection) as queries:
            here.get(SESSIONS)
        return len(queries)

    before = count()
    for _number in range(4):
        device()
    assert count() == before


def test_email_about_a_new_device(reader: User, mailoutbox: Emails) -> None:
    first = device()
    assert not mailoutbox
    device("198.51.100.9", "Mozilla/5.0 (Windows NT 10.0) Firefox/144.0")
    assert "New sign-in" in mailoutbox[0].subject and mailoutbox[0].to == ["rosa@example.org"]
    assert (
        "before: Firefox on Windows" in mailoutbox[0].body and "198.51.100.9" in mailoutbox[0].body
    )
    assert "/accounts/password/reset/" in mailoutbox[0].body
    first.post("/accounts/logout/")
    sign_in(first, "rosa")
    assert len(mailoutbox) == 1


def test_no_email_about_the_first_device(guest_client: Client, mailoutbox: Emails) -> None:
    sign_up(guest_client)
    guest_client.post(first_link(mailoutbox[0]))
    assert is_signed_in(guest_client)
    assert not [email for email in mailoutbox if "New sign-in" in email.subject]


def test_mail_server_that_is_down_keeps_nobody_out(
    reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    device()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    assert is_signed_in(device())


def test_emails_about_a_changed_password_and_email(reader: User, mailoutbox: Emails) -> None:
    client = device()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})
    client.post(first_link(mailoutbox[0]))
    mailoutbox.clear()
    client.post("/accounts/email/", {"action_primary": "1", "email": "new@example.org"})
    assert "email address was changed" in mailoutbox[0].subject
    # To the address that the member had until now.
    assert mailoutbox[0].to == ["rosa@example.org"]
    data = {"oldpassword": PASSWORD, "password1": NEW}
    client.post("/accounts/password/change/", data)
    assert "password was changed" in mailoutbox[1].subject


def test_emails_about_changes_by_a_superuser(
    reader: User, superuser_client: Client, mailoutbox: Emails
) -> None:
    fields = {"usable_password": "true", "password1": NEW, "password2": NEW}
    superuser_client.post(f"/admin/accounts/user/{reader.pk}/password/", fields)
    assert [email.to for email in mailoutbox] == [["rosa@example.org"]]
    assert "password was changed" in mailoutbox[0].subject
    data = {"username": "rosa", "email": "new@example.org", "is_active": "on"}
    superuser_client.post(f"/admin/accounts/user/{reader.pk}/change/", data)
    assert "email address was changed" in mailoutbox[1].subject
    assert "from rosa@example.org to new@example.org" in mailoutbox[1].body
    superuser_client.post(f"/admin/accounts/user/{reader.pk}/change/", data)
    superuser_client.post(f"/admin/accounts/user/{reader.pk}/password/", {"password1": "x"})
    assert len(mailoutbox) == 2


def test_purge_erases_what_is_stored_of_ended_sessions(reader: User) -> None:
    here, left = device(), device()
    left.post("/accounts/logout/")
    expired = device()
    key = expired.session.session_key
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(days=1))
    call_command("purge_sessions", stdout=StringIO())
    assert [row.session_key for row in UserSession.objects.all()] == [here.session.session_key]
