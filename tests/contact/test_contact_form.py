"""The contact form: for everybody, without a cookie; nothing that was typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import GuestIpHash
from serial.comments.posting_form import KEY_PURPOSE
from serial.contact.models import ContactMessage
from serial.contact.retention import purge_messages
from serial.web.public_forms.form_key import new_form_key
from serial.web.public_forms.submission import LIMITS
from tests.comments.sending import send as send_comment
from tests.public_forms import open_public_form, send_public_form, typed_fields
from tests.rolling_back import try_each

pytestmark = pytest.mark.django_db
URL = "/contact/"
TYPED = {
    "name": "Gus",
    "email": "gus@example.org",
    "subject": "question",
    "text": "When does the next part come?",
}


def send(client: Client | None = None, **typed: Any) -> Any:
    return send_public_form(URL, client=client, **{**TYPED, **typed})


@pytest.fixture(autouse=True)
def operator(settings: Settings) -> None:
    settings.SITE_CONTACT = "operator@example.org"


def test_message_of_a_guest_is_stored_and_sent_to_the_operator() -> None:
    response = send()
    assert response.status_code == 302 and not response.cookies
    page = Client().get(response.url)
    assert "Administrators of this site can read it." in page.content.decode() and not page.cookies
    message = ContactMessage.objects.get()
    assert (message.name, message.user, message.handled_at) == ("Gus", None, None)
    assert len(message.ip_hash) == 64
    (email,) = mail.outbox
    assert email.to == ["operator@example.org"] and email.reply_to == ["gus@example.org"]
    assert "A question" in email.subject
    assert TYPED["text"] in email.body and f"/contactmessage/{message.pk}/change/" in email.body


def test_message_of_a_member_names_the_account(reader_client: Client, reader: User) -> None:
    fields = open_public_form(URL, reader_client)
    assert (fields["name"], fields["email"]) == (reader.username, reader.email)
    same_origin = {"Origin": "http://testserver"}
    other_site = {"Origin": "https://evil.example"}
    for headers, user in ((other_site, None), (same_origin, reader)):
        form = {**open_public_form(URL, reader_client), **TYPED}
        assert reader_client.post(URL, form, headers=headers).status_code == 302
        assert ContactMessage.objects.latest("pk").user == user


def test_message_goes_to_the_administrators_if_the_contact_is_a_page() -> None:
    with override_settings(SITE_CONTACT="https://example.org/us", ADMINS=[("a", "a@example.org")]):
        send()
    assert [email.to for email in mail.outbox] == [["a@example.org"]]
    with override_settings(SITE_CONTACT="", ADMINS=[]):
        assert send(text="Another question.").status_code == 302
    assert len(mail.outbox) == 1 and ContactMessage.objects.count() == 2


def test_failing_mail_server_loses_nothing() -> None:
    with override_settings(EMAIL_BACKEND="tests.no_such_backend.EmailBackend"):
        assert send().status_code == 302
    assert ContactMessage.objects.get().text == TYPED["text"]


@try_each("name", ["name", "email", "text"])
@try_each("injected", ["Gus\r\nBcc: all@example.org", "gus@example.org\nBcc: all@example.org"])
def test_headers_cannot_be_injected(name: str, injected: str) -> None:
    typed: dict[str, Any] = {name: injected}
    send(**typed)
    for email in mail.outbox:
        headers = str(email.message()).partition("\n\n")[0]
        assert "Bcc" not in headers and email.recipients() == ["operator@example.org"]


REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "nothing typed": ({"name": "", "email": "", "text": " "}, 422, "Write your message."),
    "no email address": ({"email": "gus"}, 422, "Write an email address such as"),
    "unknown subject": ({"subject": "x"}, 422, "Select a valid choice"),
    "too long": ({"text": "It is. " * 1_000}, 422, "at most 5000 characters"),
    "links": ({"text": "https://a.example " * 4}, 422, "This may contain 3 links at most."),
    "a link as a name": ({"name": "www.casino.example"}, 422, "This may contain 0 links"),
    "one word": ({"text": "buy " * 20}, 422, "This repeats the same words."),
    "a filled honeypot": ({"website": "x"}, 422, "A field that people cannot see"),
    "an unsigned key": ({"form_key": "x"}, 422, "The form was incomplete."),
    "a key of comments": (
        {"form_key": new_form_key(KEY_PURPOSE)},
        *(422, "The form was incomplete."),
    ),
}


@try_each("case", list(REFUSED))
def test_refused_form_comes_back_with_everything_that_was_typed(case: str) -> None:
    typed, status, message = REFUSED[case]
    response = send(**typed)
    assert response.status_code == status
    assert message in response.content.decode()
    fields = typed_fields(response)
    # All but the honeypot and a key that is not of this site.
    assert {name: fields[name] for name in TYPED} == {
        name: typed.get(name, value) for name, value in TYPED.items()
    }
    assert fields["website"] == "" and fields["form_key"] != typed.get("form_key")
    assert not ContactMessage.objects.exists() and not mail.outbox
    # Sending it again corrected is enough.
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        assert Client().post(URL, {**fields, **TYPED}).status_code == 302
    mail.outbox.clear()


def test_form_that_is_sent_at_once_is_refused_and_can_be_sent_again() -> None:
    form = Client().get(URL).context["form"]
    fields = {**TYPED, "form_key": form["form_key"].value()}
    response = Client().post(URL, fields)
    assert response.status_code == 422 and "faster than a person" in response.content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        assert Client().post(URL, typed_fields(response)).status_code == 302


def test_form_that_is_sent_twice_makes_one_row_and_one_email() -> None:
    fields = {**open_public_form(URL), **TYPED}
    assert [Client().post(URL, fields).status_code for _ in range(2)] == [302, 302]
    assert ContactMessage.objects.count() == len(mail.outbox) == 1
    # Another text in the same form is not lost: it can be sent with a new key.
    response = Client().post(URL, {**fields, "text": "Something else."})
    assert response.status_code == 409 and "already sent" in response.content.decode()
    assert typed_fields(response)["text"] == "Something else."
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert Client().post(URL, typed_fields(response)).status_code == 302
    assert ContactMessage.objects.count() == 2


def test_network_may_send_few_messages() -> None:
    most = min(LIMITS.values())
    for number in range(most):
        assert send(text=f"Question {number}").status_code == 302
    response = send()
    assert response.status_code == 429 and int(response.headers["Retry-After"]) > 500
    assert typed_fields(response)["text"] == TYPED["text"]
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert send(other).status_code == 302
    # Messages that were handled and erased count no more; those of ten minutes ago neither.
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert Client().post(URL, {**open_public_form(URL), **TYPED}).status_code == 302


def test_ip_hash_of_a_message_is_not_that_of_a_comment(chapter: Chapter) -> None:
    """Otherwise it would join a name and an email address to a guest's comments."""
    send()
    send_comment(Client(), chapter)
    assert GuestIpHash.objects.get().hash != ContactMessage.objects.get().ip_hash


def test_messages_and_ip_hashes_are_erased_in_time(superuser: User) -> None:
    new, handled, old, hashed = (
        ContactMessage.objects.create(form_key=f"{n:032x}", subject="other", ip_hash="a" * 64)
        for n in range(4)
    )
    handled.mark(handled=True, by=superuser)
    now = timezone.now()
    for message, days in ((handled, 2), (old, 91), (hashed, 31)):
        ContactMessage.objects.filter(pk=message.pk).update(received_at=now - timedelta(days=days))
    assert purge_messages() == 1
    assert set(ContactMessage.objects.values_list("pk", "ip_hash")) == {
        *((new.pk, "a" * 64), (handled.pk, "a" * 64), (hashed.pk, "")),
    }
    ContactMessage.objects.update(received_at=now)
    with time_machine.travel(now + timedelta(days=1, minutes=1)):
        assert purge_messages() == 1
    assert not ContactMessage.objects.filter(pk=handled.pk).exists()
